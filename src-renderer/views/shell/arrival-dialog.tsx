import { CircleAlert, CircleCheck, Package, type LucideIcon } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import type { Arrival, OfferedFile } from '../../../src-shared/domain/arrival'
import type { SerializedError } from '../../../src-shared/domain/errors'
import type { MessageID } from '../../../src-shared/messages/message-id'
import { packTitle } from '../../../src-shared/domain/pack-text'
import { Button } from '../../components/button'
import { ConfirmDialog } from '../../components/confirm-dialog'
import { Dialog } from '../../components/dialog'
import { ErrorDetails } from '../../components/error-line'
import { useText, type Text } from '../../components/use-text'
import { formatBytes } from '../../format/bytes'
import { errorLabels } from '../../format/labels'
import { isWanted } from '../../store/arrivals-store'
import { useNamedPack } from '../use-named-pack'
import { useArrivals, usePacks, useWindowParts } from '../window-context'
import styles from './arrival-dialog.module.css'

/** Asks about what came from outside the window, one after the other: nothing of it is installed without a click. */
export function ArrivalDialog(): ReactElement | null {
  const arrival = useArrivals((state) => state.arrivals[0])
  switch (arrival?.kind) {
    case undefined:
      return null
    case 'reading':
      return <ReadingDialog names={arrival.names} />
    case 'files':
      return <FilesQuestion {...arrival} />
    case 'link':
      return <LinkQuestion link={arrival} />
    case 'refusedLink':
      return <RefusedLink error={arrival.error} />
  }
}

function useClose(): () => void {
  return useArrivals((state) => state.close)
}

function ReadingDialog({ names }: { readonly names: readonly string[] }): ReactElement {
  const text = useText()
  const close = useClose()
  const count = names.length
  return (
    <Dialog
      title={text('files.reading.title', { count })}
      testID="arrival-reading"
      onClose={close}
      buttons={
        <Button autoFocus onPress={close}>
          {text('action.cancel')}
        </Button>
      }
    >
      <p role="status" className={styles['note']}>
        {text('files.reading.text')}
      </p>
      <ul className={styles['files']}>
        {names.map((name, position) => (
          <li key={`${String(position)} ${name}`}>
            <bdi className={styles['name']}>{name}</bdi>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

function FilesQuestion({ files, hasMore }: Extract<Arrival, { readonly kind: 'files' }>): ReactElement {
  const text = useText()
  const close = useClose()
  const install = useArrivals((state) => state.install)
  const wanted = files.filter(isWanted)
  const list = (
    <>
      {hasMore === true ? (
        <p className={styles['note']} data-testid="files-more">
          {text('files.more', { count: files.length })}
        </p>
      ) : null}
      <ul className={styles['files']}>
        {files.map((file, position) => (
          <FileLine key={`${String(position)} ${file.name}`} file={file} />
        ))}
      </ul>
    </>
  )
  if (wanted.length === 0) return <NothingToInstall files={files}>{list}</NothingToInstall>
  return (
    <ConfirmDialog
      title={text('files.install.title', { count: wanted.length, title: titleOf(wanted[0]) })}
      confirmWord={text('files.install.action')}
      confirmKind="primary"
      keepWord={text('files.install.keep')}
      confirmTestID="confirm-install-files"
      onClose={close}
      onConfirm={() => {
        install(wanted)
      }}
    >
      <p className={styles['note']}>{text('files.install.signed')}</p>
      {list}
    </ConfirmDialog>
  )
}

function NothingToInstall({
  files,
  children,
}: {
  readonly files: readonly OfferedFile[]
  readonly children: ReactElement
}): ReactElement {
  const text = useText()
  const close = useClose()
  const areRefused = files.every(({ kind }) => kind === 'refused')
  return (
    <Dialog
      title={text(areRefused ? 'files.refused.title' : 'files.nothing.title', { count: files.length })}
      testID="arrival-refused"
      onClose={close}
      buttons={
        <Button autoFocus testID="arrival-close" onPress={close}>
          {text('check.close')}
        </Button>
      }
    >
      {children}
    </Dialog>
  )
}

function FileLine({ file }: { readonly file: OfferedFile }): ReactElement {
  const text = useText()
  if (file.kind === 'ready') {
    return (
      <li data-testid="offered-file">
        <Marked {...(isWanted(file) ? marks.wanted : marks.here)}>
          <span className={styles['title']}>{packTitle(file.assetPack)}</span>
          <bdi className={styles['name']}>{file.name}</bdi>
          <span>{sentenceOf(file, text)}</span>
        </Marked>
      </li>
    )
  }
  const label = errorLabels[file.error.code]
  return (
    <li data-testid="refused-file" data-code={file.error.code}>
      <Marked {...marks.refused}>
        <bdi className={styles['title']}>{file.name}</bdi>
        <span>
          {text(label.title)}. {text(label.text)}
        </span>
        <ErrorDetails error={file.error} />
      </Marked>
    </li>
  )
}

interface Mark {
  readonly icon: LucideIcon
  readonly tone: 'accent' | 'ok' | 'err'
}

/** Tell at a glance which of several files can be installed; the words beside them say the same. */
const marks: Readonly<Record<'wanted' | 'here' | 'refused', Mark>> = {
  wanted: { icon: Package, tone: 'accent' },
  here: { icon: CircleCheck, tone: 'ok' },
  refused: { icon: CircleAlert, tone: 'err' },
}

function Marked({ icon: Icon, tone, children }: Mark & { readonly children: ReactNode }): ReactElement {
  return (
    <div className={styles['marked']}>
      <Icon className={styles['mark']} data-tone={tone} size={16} strokeWidth={1.75} aria-hidden />
      <div className={styles['facts']}>{children}</div>
    </div>
  )
}

function sentenceOf(file: Extract<OfferedFile, { readonly kind: 'ready' }>, text: Text): string {
  const { version, installedSize } = file.assetPack
  const { installedVersion: installed } = file
  if (!isWanted(file)) return text('files.install.same', { version })
  const values = { version, size: formatBytes(installedSize, text.locale) }
  return installed === undefined
    ? text('files.install.new', values)
    : text('files.install.replaces', { ...values, installed })
}

function titleOf(file: Extract<OfferedFile, { readonly kind: 'ready' }> | undefined): string {
  return file === undefined ? '' : packTitle(file.assetPack)
}

/** What a link wants installed. What is here in its newest version, or is offered no longer, has nothing to agree to. */
function LinkQuestion({
  link,
}: {
  readonly link: Extract<Arrival, { readonly kind: 'link' }>
}): ReactElement | null {
  const text = useText()
  const { commands } = useWindowParts()
  const close = useClose()
  const loaded = usePacks((state) => state.loaded)
  const entry = useNamedPack(link.id)
  // It would stand before whatever comes after it, and nobody could see why.
  if (entry === undefined)
    return loaded ? <Refusal title="link.unknown.title" sentence="link.unknown.text" /> : null
  const { assetPack, local } = entry
  const { id, version, downloadSize, installedSize } = assetPack
  const title = packTitle(assetPack)
  const size = formatBytes(downloadSize, text.locale)
  if (local !== undefined && local.version >= version)
    return <LinkFollowed title={title} version={local.version} />
  return (
    <ConfirmDialog
      title={text(local === undefined ? 'link.install.title' : 'link.update.title', { title })}
      confirmWord={text(local === undefined ? 'action.install' : 'action.update')}
      confirmKind="primary"
      keepWord={text('files.install.keep')}
      confirmTestID="confirm-install-link"
      onClose={close}
      onConfirm={() => {
        commands.start(id)
      }}
    >
      <p>
        {local === undefined
          ? text('link.install.text', { size, installed: formatBytes(installedSize, text.locale) })
          : text('link.update.text', { size, version, installed: local.version })}
      </p>
    </ConfirmDialog>
  )
}

function LinkFollowed({
  title,
  version,
}: {
  readonly title: string
  readonly version: number
}): ReactElement {
  const text = useText()
  const close = useClose()
  return (
    <Dialog
      title={title}
      testID="arrival-link-done"
      onClose={close}
      buttons={
        <Button autoFocus testID="arrival-close" onPress={close}>
          {text('check.close')}
        </Button>
      }
    >
      <p>{text('files.install.same', { version })}</p>
    </Dialog>
  )
}

function RefusedLink({ error }: { readonly error: SerializedError }): ReactElement {
  const [title, sentence] = linkRefusal(error)
  return <Refusal title={title} sentence={sentence} />
}

function Refusal({
  title,
  sentence,
}: {
  readonly title: MessageID
  readonly sentence: MessageID
}): ReactElement {
  const text = useText()
  const close = useClose()
  return (
    <Dialog
      title={text(title)}
      testID="arrival-link-refused"
      onClose={close}
      buttons={
        <Button autoFocus testID="arrival-close" onPress={close}>
          {text('check.close')}
        </Button>
      }
    >
      <p>{text(sentence)}</p>
    </Dialog>
  )
}

function linkRefusal({ code }: SerializedError): readonly [title: MessageID, sentence: MessageID] {
  if (code === 'invalidArgument') return ['link.invalid.title', 'link.invalid.text']
  if (code === 'assetPackNotFound') return ['link.unknown.title', 'link.unknown.text']
  const { title, text } = errorLabels[code]
  return [title, text]
}
