import { FileSearch, FolderOpen } from 'lucide-react'
import { useEffect, useState, type ReactElement } from 'react'
import type { LibraryEntry } from '../../../src-shared/domain/library'
import type { VerificationFinding } from '../../../src-shared/domain/verification'
import { numberFormat } from '../../../src-shared/format/numbers'
import { Button } from '../../components/button'
import { EmptyState } from '../../components/empty-state'
import { useText, type Text } from '../../components/use-text'
import { formatBytes } from '../../format/bytes'
import type { FileFilter, FileFolder } from '../../store/file-tree'
import { usePackDetail, useWindowParts } from '../window-context'
import { FileActions } from './file-actions'
import { FileDamage } from './file-damage'
import { FileFilterBar, fileFilterID } from './file-filter'
import { FileTree } from './file-tree'
import styles from './files-panel.module.css'
import { AskingForFiles, FilesFailed, OnceKnown } from './files-unknown'
import { useFindings } from './use-findings'
import { useShownRows, type ShownRows } from './use-shown-rows'

const everything: FileFilter = { search: '', onlyFindings: false, onlyChanges: false }
const noFindings: readonly VerificationFinding[] = []

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
      return <AskingForFiles />
    case 'failed':
      return <FilesFailed error={files.error} />
    case 'known':
      return files.value.fileCount === 0 ? <NoFiles /> : <KnownFiles entry={entry} root={files.value} />
  }
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
        document.getElementById(fileFilterID)?.focus()
      }}
    />
  )
  return (
    <div className={styles['panel']}>
      <div className={styles['tools']}>
        <FileFilterBar entry={entry} filter={filter} onChange={setFilter} hasFindings={findings.length > 0} />
        <p className={styles['summary']} data-testid="files-summary">
          {shown.isNarrowed ? narrowedSummary(text, shown, root) : summary(text, entry, root)}
        </p>
        {entry.local === undefined ? null : <FileActions entry={entry} />}
      </div>
      {checked === undefined || checked.count === 0 ? null : <FileDamage entry={entry} checked={checked} />}
      {filter.onlyChanges ? <OnceKnown changes={asked}>{tree}</OnceKnown> : tree}
    </div>
  )
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
