import { memo, type ReactElement, type ReactNode } from 'react'
import type { ListColumn } from '../../src-shared/domain/app-settings'
import type { LibraryEntry } from '../../src-shared/domain/library'
import { hasBegun, hasNewest, isActive, packState } from '../../src-shared/domain/pack-state'
import { packTitle } from '../../src-shared/domain/pack-text'
import { formatBytes } from '../format/bytes'
import { formatDate } from '../format/date'
import { SelectionCheckbox } from './checkbox'
import { ErrorBrief } from './error-brief'
import { Highlighted, type PackHighlights } from './highlighted'
import { ownStanding } from './own-standing'
import { localPicture, PackArt } from './pack-art'
import { PackButtons, type OnPackAction } from './pack-buttons'
import { PackFigures, waitingReason } from './pack-figures'
import styles from './pack-line.module.css'
import { PackBar, PackPercent } from './pack-progress'
import { PackTitle } from './pack-title'
import { PackVersion, VersionNumbers, type PackVersionProps } from './pack-version'
import { StatusPill } from './status-pill'
import { useText, type Text } from './use-text'
import { VisuallyHidden } from './visually-hidden'

/** What a {@link PackLine} shows. */
export interface PackLineProps {
  readonly entry: LibraryEntry
  /** Address of the pack's own screen. */
  readonly href: string
  readonly level: 2 | 3
  /** What is said beside the name and the status, in the order of the columns. */
  readonly columns: readonly ListColumn[]
  /** Where a search was found in it. */
  readonly found?: PackHighlights | undefined
  readonly onAction: OnPackAction
}

/** A pack as a line of the library's list, in columns. */
export const PackLine = memo(function PackLine(props: PackLineProps): ReactElement {
  const { entry, href, level, columns, found, onAction } = props
  const text = useText()
  const { assetPack } = entry
  const title = packTitle(assetPack)
  return (
    <div className={styles['line']} data-bare={columns.length < 2 || undefined}>
      <SelectionCheckbox label={text('storage.select', { title })} />
      <PackArt id={assetPack.id} title={title} shape="thumb" picture={localPicture(entry)} />
      <div className={styles['name']}>
        <PackTitle id={assetPack.id} title={title} level={level} href={href} found={found?.title} />
        <p className={styles['facts']}>
          {columns.includes('size') || columns.includes('download') ? null : (
            <Size assetPack={assetPack} local={entry.local} />
          )}
          <SecondLine entry={entry} found={found} columns={columns} />
        </p>
      </div>
      <Standing key={ownStanding(entry)} entry={entry} />
      {columns.map((column) => (
        <Column key={column} column={column} assetPack={assetPack} local={entry.local} />
      ))}
      <div className={styles['buttons']}>
        <PackButtons entry={entry} form="brief" onAction={onAction} />
      </div>
    </div>
  )
})

/** What comes, else what is here: for where no column says it. */
const Size = memo(function Size({ assetPack, local }: PackVersionProps): ReactElement {
  const text = useText()
  const isHere = local !== undefined && hasNewest({ assetPack, local })
  const size = formatBytes(isHere ? local.installedSize : assetPack.downloadSize, text.locale)
  const word = isHere ? 'pack.installedSize' : local === undefined ? 'pack.downloadSize' : 'pack.updateSize'
  return <>{`${text(word, { size })} · `}</>
})

/** Why a search led here, else what has no column of its own. */
function SecondLine({
  entry,
  found,
  columns,
}: Pick<PackLineProps, 'entry' | 'found' | 'columns'>): ReactNode {
  const { assetPack } = entry
  if (found?.excerpt !== undefined) return <Highlighted {...found.excerpt} />
  if (found !== undefined && found.id.length > 0 && packTitle(assetPack) !== assetPack.id) {
    return (
      <bdi>
        <Highlighted text={assetPack.id} ranges={found.id} />
      </bdi>
    )
  }
  if (columns.includes('version') && columns.includes('policy')) return <bdi>{assetPack.id}</bdi>
  return <PackVersion assetPack={entry.assetPack} local={entry.local} />
}

/** Status, and while it is on its way its progress, or why it waits; or what went wrong, below everything else. */
function Standing({ entry }: { readonly entry: LibraryEntry }): ReactElement {
  const state = packState(entry)
  if (isActive(state)) {
    return (
      <div className={styles['active']}>
        <StatusPill state={state} />
        {state === 'waiting' && !hasBegun(entry) ? null : <PackPercent entry={entry} />}
        {state === 'waiting' ? <WaitingReason entry={entry} /> : <Progress entry={entry} />}
      </div>
    )
  }
  return (
    <>
      <div className={styles['standing']}>
        <StatusPill state={state} />
      </div>
      {state === 'failed' ? <Problem entry={entry} /> : null}
    </>
  )
}

function Progress({ entry }: { readonly entry: LibraryEntry }): ReactElement {
  return (
    <>
      <PackBar entry={entry} />
      <PackFigures entry={entry} form="brief" />
    </>
  )
}

/** Nothing moves, so the words have the room of the bar. */
function WaitingReason({ entry: { download } }: { readonly entry: LibraryEntry }): ReactElement | null {
  const text = useText()
  if (download === undefined) return null
  const reason = waitingReason(download, text)
  return (
    <p className={styles['reason']} title={reason}>
      {reason}
    </p>
  )
}

function Problem({
  entry: { assetPack, error, local },
}: {
  readonly entry: LibraryEntry
}): ReactElement | null {
  if (error === undefined) return null
  return (
    <div className={styles['problem']}>
      <ErrorBrief error={error} keptVersion={local?.version} pack={assetPack} />
    </div>
  )
}

interface ColumnProps extends PackVersionProps {
  readonly column: ListColumn
}

const Column = memo(function Column({ column, ...versions }: ColumnProps): ReactElement {
  const text = useText()
  const value = columnValue(versions, column, text)
  return (
    <div className={styles['column']} data-column={column}>
      {/* The head of the list is not part of it, so each value says what it is to those who hear it. */}
      <VisuallyHidden>{`${text(`library.column.${column}`)}: `}</VisuallyHidden>
      {value ?? (
        <>
          <span aria-hidden>–</span>
          <VisuallyHidden>{text('library.column.none')}</VisuallyHidden>
        </>
      )}
    </div>
  )
})

function columnValue(versions: PackVersionProps, column: ListColumn, text: Text): ReactNode {
  const { assetPack, local } = versions
  switch (column) {
    case 'version':
      return <VersionNumbers {...versions} />
    case 'policy':
      return text(`policy.${assetPack.policy.kind}`)
    case 'size':
      return local === undefined ? undefined : formatBytes(local.installedSize, text.locale)
    case 'download':
      return hasNewest(versions) ? undefined : formatBytes(assetPack.downloadSize, text.locale)
    case 'updated':
      return local === undefined ? undefined : formatDate(local.installedAt, text.locale)
  }
}
