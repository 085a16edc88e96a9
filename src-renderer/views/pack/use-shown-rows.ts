import { useCallback, useDeferredValue, useMemo, useState } from 'react'
import type { ChangedFile } from '../../../src-shared/domain/pack-files'
import type { VerificationFinding } from '../../../src-shared/domain/verification'
import { useText } from '../../components/use-text'
import {
  changedRows,
  filteredRows,
  findingLookup,
  foldersOfFindings,
  isNarrowed,
  treeRows,
  type FileFilter,
  type FileFolder,
  type FileRow,
} from '../../store/file-tree'

/** The lines to show, and how they came to be. */
export interface ShownRows {
  readonly rows: readonly FileRow[]
  /** Whether the filter leaves anything out: then the lines are files of all folders, side by side. */
  readonly isNarrowed: boolean
  readonly filter: FileFilter
  /** Opens or closes a folder. */
  readonly toggle: (path: string) => void
}

/** The lines of a pack's files. What a check finds is opened to be seen. */
export function useShownRows(
  root: FileFolder,
  filter: FileFilter,
  findings: readonly VerificationFinding[],
  changes: readonly ChangedFile[] | undefined,
): ShownRows {
  const { locale } = useText()
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(
    () => new Set([...initiallyExpanded(root), ...foldersOfFindings(findings)]),
  )
  const [opened, setOpened] = useState(findings)
  if (opened !== findings) {
    setOpened(findings)
    setExpanded(new Set([...expanded, ...foldersOfFindings(findings)]))
  }
  const wanted = useMemo(
    () => ({
      ...filter,
      onlyFindings: filter.onlyFindings && findings.length > 0,
      onlyChanges: filter.onlyChanges && changes !== undefined,
    }),
    [filter, findings, changes],
  )
  // Typing goes before drawing what was typed: a hundred thousand names take a moment.
  const narrowed = useDeferredValue(wanted)
  const rows = useMemo(
    () =>
      narrowed.onlyChanges && changes !== undefined
        ? changedRows(changes, narrowed, findings)
        : isNarrowed(narrowed)
          ? filteredRows(root, narrowed, findings)
          : treeRows(root, { expanded, findings: findingLookup(findings), locale }),
    [root, narrowed, findings, changes, expanded, locale],
  )
  const toggle = useCallback((path: string) => {
    setExpanded((open) => toggled(open, path))
  }, [])
  return { rows, isNarrowed: isNarrowed(narrowed), filter: narrowed, toggle }
}

/** A pack whose files all lie in one folder shows what is in that. */
function initiallyExpanded(root: FileFolder): ReadonlySet<string> {
  const open = new Set<string>()
  for (let folder = root; folder.files.length === 0 && folder.folders.length === 1;) {
    const [only] = folder.folders
    if (only === undefined) break
    open.add(only.path)
    folder = only
  }
  return open
}

function toggled(open: ReadonlySet<string>, path: string): ReadonlySet<string> {
  const next = new Set(open)
  if (!next.delete(path)) next.add(path)
  return next
}
