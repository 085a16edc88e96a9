import { CloudOff, FileSearch, FolderOpen, ShieldCheck, TriangleAlert } from 'lucide-react'
import { useEffect, useState, type ReactElement, type ReactNode } from 'react'
import { ToggleButton } from 'react-aria-components'
import type { LibraryEntry } from '../../../src-shared/domain/library'
import type { VerificationFinding } from '../../../src-shared/domain/verification'
import buttonStyles from '../../components/button.module.css'
import { Button } from '../../components/button'
import { Callout } from '../../components/callout'
import { EmptyState } from '../../components/empty-state'
import { ErrorLine } from '../../components/error-line'
import { SearchField } from '../../components/search-field'
import { useText, type Text } from '../../components/use-text'
import { formatBytes } from '../../format/bytes'
import { numberFormat } from '../../../src-shared/format/numbers'
import type { FileFilter, FileFolder } from '../../store/file-tree'
import type { CheckedFiles } from '../../store/pack-check'
import type { PackDetailState } from '../../store/pack-detail'
import { usePackAction, usePackDetail, useWindowParts } from '../window-context'
import { FileTree } from './file-tree'
import styles from './files-panel.module.css'
import { useFindings } from './use-findings'
import { useShownRows, type ShownRows } from './use-shown-rows'

const bold = (parts: readonly ReactNode[]): ReactNode => <b>{parts}</b>

/** The files of the version that is here, else of the one that is offered. */
export function FilesPanel({ entry }: { readonly entry: LibraryEntry }): ReactElement {
  const { details } = useWindowParts()
  const files = usePackDetail((state) => state.files)
  useEffect(() => {
    details.getState().askForFiles(entry)
  }, [details, entry])
  switch (files?.kind) {
    case undefined:
    case 'asking':
      return <Asking />
    case 'failed':
      return <Failed error={files.error} />
    case 'known':
      return files.value.fileCount === 0 ? <NoFiles /> : <KnownFiles entry={entry} root={files.value} />
  }
}

function Asking(): ReactElement {
  const text = useText()
  const count = usePackDetail((state) => state.listedFiles)
  return (
    <p className={styles['asking']}>
      {text('files.asking')}{' '}
      {count === 0 ? '' : text('files.askingCount', { files: text('files.folderCount', { count }) })}
    </p>
  )
}

function Failed({ error }: { readonly error: Parameters<typeof ErrorLine>[0]['error'] }): ReactElement {
  const text = useText()
  const { details } = useWindowParts()
  const retry = (
    <Button
      testID="files-retry"
      onPress={() => {
        details.getState().askAgain()
      }}
    >
      {text('action.retry')}
    </Button>
  )
  if (error.code === 'offline') {
    return (
      <EmptyState
        testID="files-offline"
        icon={<CloudOff size={24} strokeWidth={1.5} aria-hidden />}
        title={text('files.offline.title')}
        text={text('files.offline.text')}
        action={retry}
      />
    )
  }
  return (
    <div className={styles['panel']}>
      <ErrorLine error={error} testID="files-error" />
      <div>{retry}</div>
    </div>
  )
}

function NoFiles(): ReactElement {
  const text = useText()
  return (
    <EmptyState
      testID="files-empty"
      icon={<FolderOpen size={24} strokeWidth={1.5} aria-hidden />}
      title={text('files.empty.title')}
      text={text('files.empty.text')}
    />
  )
}

/** Where the focus goes when the filter is cleared. */
const filterID = 'files-filter'
const everything: FileFilter = { search: '', onlyFindings: false, onlyChanges: false }

interface KnownFilesProps {
  readonly entry: LibraryEntry
  readonly root: FileFolder
}

function KnownFiles({ entry, root }: KnownFilesProps): ReactElement {
  const text = useText()
  const [filter, setFilter] = useState(everything)
  const checked = useFindings(entry)
  const findings = checked?.findings ?? noFindings
  const asked = usePackDetail((state) => state.changes)
  const changes = asked?.kind === 'known' ? asked.value : undefined
  const shown = useShownRows(root, filter, findings, changes)
  const tree = (
    <ShownFiles
      shown={shown}
      hasFindings={findings.length > 0}
      onReset={() => {
        setFilter(everything)
        document.getElementById(filterID)?.focus()
      }}
    />
  )
  return (
    <div className={styles['panel']}>
      <div className={styles['tools']}>
        <Filter entry={entry} filter={filter} onChange={setFilter} hasFindings={findings.length > 0} />
        <p className={styles['summary']} data-testid="files-summary">
          {shown.isNarrowed ? narrowedSummary(text, shown, root) : summary(text, entry, root)}
        </p>
        {entry.local === undefined ? null : <LocalActions entry={entry} />}
      </div>
      {checked === undefined || checked.count === 0 ? null : <Damage entry={entry} checked={checked} />}
      {filter.onlyChanges ? <OnceKnown changes={asked}>{tree}</OnceKnown> : tree}
    </div>
  )
}

interface OnceKnownProps {
  readonly changes: PackDetailState['changes']
  readonly children: ReactElement
}

/** Something else as long as it is looked for what changes, or when that cannot be known. */
function OnceKnown({ changes, children }: OnceKnownProps): ReactElement {
  const text = useText()
  if (changes?.kind === 'asking') return <p className={styles['asking']}>{text('files.asking')}</p>
  return changes?.kind === 'failed' ? <Failed error={changes.error} /> : children
}

interface ShownFilesProps {
  readonly shown: ShownRows
  readonly hasFindings: boolean
  readonly onReset: () => void
}

function ShownFiles({ shown, hasFindings, onReset }: ShownFilesProps): ReactElement {
  const { rows, isNarrowed, filter, toggle } = shown
  if (rows.length === 0) return <NoMatch onReset={onReset} />
  return (
    <FileTree
      // What is found begins at its top.
      key={isNarrowed ? `found ${filter.search} ${String(filter.onlyChanges)}` : 'all'}
      rows={rows}
      isFlat={isNarrowed}
      hasFindings={hasFindings || filter.onlyChanges}
      onToggle={toggle}
    />
  )
}

const noFindings: readonly VerificationFinding[] = []

function narrowedSummary(text: Text, { rows }: ShownRows, root: FileFolder): string {
  return text('files.summary.shown', {
    shown: numberFormat(text.locale, {}).format(rows.length),
    files: text('files.folderCount', { count: root.fileCount }),
  })
}

function summary(text: Text, { assetPack, local }: LibraryEntry, root: FileFolder): string {
  const files = text('files.folderCount', { count: root.fileCount })
  const values = { files, size: formatBytes(root.size, text.locale) }
  return local === undefined
    ? text('files.summary.offered', { ...values, version: assetPack.version })
    : text('files.summary', values)
}

function NoMatch({ onReset }: { readonly onReset: () => void }): ReactElement {
  const text = useText()
  return (
    <EmptyState
      testID="files-no-match"
      icon={<FileSearch size={24} strokeWidth={1.5} aria-hidden />}
      title={text('files.noMatch.title')}
      text={text('files.noMatch.text')}
      action={<Button onPress={onReset}>{text('files.filter.clear')}</Button>}
    />
  )
}

interface FilterProps {
  readonly entry: LibraryEntry
  readonly filter: FileFilter
  readonly hasFindings: boolean
  readonly onChange: (filter: FileFilter) => void
}

function Filter({ entry, filter, hasFindings, onChange }: FilterProps): ReactElement {
  const text = useText()
  const { details } = useWindowParts()
  const { assetPack, local } = entry
  const hasUpdate = local !== undefined && local.version < assetPack.version
  return (
    <>
      <SearchField
        label={text('files.filter')}
        clearLabel={text('files.filter.clear')}
        value={filter.search}
        onChange={(search) => {
          onChange({ ...filter, search })
        }}
        className={styles['search']}
        inputID={filterID}
        testID="files-filter"
      />
      {hasUpdate ? (
        <FilterToggle
          isOn={filter.onlyChanges}
          testID="files-only-changes"
          onChange={(onlyChanges) => {
            if (onlyChanges) details.getState().askForChanges(entry)
            onChange({ ...filter, onlyChanges })
          }}
        >
          {text('files.onlyChanges')}
        </FilterToggle>
      ) : null}
      {hasFindings ? (
        <FilterToggle
          isOn={filter.onlyFindings}
          testID="files-only-findings"
          onChange={(onlyFindings) => {
            onChange({ ...filter, onlyFindings })
          }}
        >
          {text('files.onlyFindings')}
        </FilterToggle>
      ) : null}
    </>
  )
}

interface FilterToggleProps {
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
  readonly testID: string
  readonly children: string
}

function FilterToggle({ isOn, onChange, testID, children }: FilterToggleProps): ReactElement {
  return (
    <ToggleButton
      className={`${buttonStyles['button'] ?? ''} ${styles['toggle'] ?? ''}`}
      isSelected={isOn}
      onChange={onChange}
      data-testid={testID}
    >
      {children}
    </ToggleButton>
  )
}

function LocalActions({ entry }: { readonly entry: LibraryEntry }): ReactElement {
  const text = useText()
  const onAction = usePackAction()
  const { id } = entry.assetPack
  return (
    <div className={styles['actions']}>
      <Button
        testID="files-check"
        icon={<ShieldCheck size={16} strokeWidth={1.75} aria-hidden />}
        onPress={() => {
          onAction('checkFiles', id)
        }}
      >
        {text('action.checkFiles')}
      </Button>
      <Button
        testID="files-folder"
        icon={<FolderOpen size={16} strokeWidth={1.75} aria-hidden />}
        onPress={() => {
          onAction('showInFolder', id)
        }}
      >
        {text('action.showInFolder')}
      </Button>
    </div>
  )
}

function Damage({
  entry,
  checked,
}: {
  readonly entry: LibraryEntry
  readonly checked: CheckedFiles
}): ReactElement {
  const text = useText()
  const { checks } = useWindowParts()
  return (
    <Callout
      tone="warn"
      icon={<TriangleAlert size={16} aria-hidden />}
      testID="files-damage"
      actions={
        <Button
          testID="files-repair"
          onPress={() => {
            checks.getState().start(entry.assetPack.id, 'repair')
          }}
        >
          {text('check.repair')}
        </Button>
      }
    >
      <p>{text.rich('files.findings', { b: bold, count: checked.count })}</p>
    </Callout>
  )
}
