import type { ChangedFile, FileChangeKind, ListedFilesPage } from '../../src-shared/domain/pack-files'
import type { VerificationFinding, VerificationFindingKind } from '../../src-shared/domain/verification'

/** A folder of a pack, with all that is in it. */
export interface FileFolder {
  readonly name: string
  /** From the pack's folder; empty for that folder itself. */
  readonly path: string
  readonly folders: readonly FileFolder[]
  readonly files: readonly FileLeaf[]
  /** Files in it and below. */
  readonly fileCount: number
  /** Bytes of these files. */
  readonly size: number
}

/** A file of a pack. */
export interface FileLeaf {
  readonly name: string
  readonly path: string
  /** Bytes; absent for what lies there and does not belong to the version. */
  readonly size: number | undefined
}

interface GrowingFolder extends FileFolder {
  readonly folders: GrowingFolder[]
  readonly files: FileLeaf[]
  fileCount: number
  size: number
}

/** A pack's folder that files are put into, a page at a time. */
export class FileTreeBuilder {
  readonly #root: GrowingFolder = grown('', '')
  readonly #folders = new Map<string, GrowingFolder>([['', this.#root]])

  /** Puts a page's files into their folders. */
  add({ paths, sizes }: ListedFilesPage): void {
    for (const [index, path] of paths.entries()) {
      const size = sizes[index] ?? 0
      const end = path.lastIndexOf('/')
      const folder = this.#folder(end < 0 ? '' : path.slice(0, end))
      folder.files.push({ name: path.slice(end + 1), path, size })
      this.#count(folder.path, size)
    }
  }

  /** The pack's folder as far as it has come. */
  get root(): FileFolder {
    return this.#root
  }

  #folder(path: string): GrowingFolder {
    const found = this.#folders.get(path)
    if (found !== undefined) return found
    const end = path.lastIndexOf('/')
    const made = grown(path.slice(end + 1), path)
    this.#folder(end < 0 ? '' : path.slice(0, end)).folders.push(made)
    this.#folders.set(path, made)
    return made
  }

  #count(path: string, size: number): void {
    for (const folderPath of foldersAbove(`${path}/`)) {
      const folder = this.#folders.get(folderPath)
      if (folder === undefined) continue
      folder.fileCount += 1
      folder.size += size
    }
  }
}

function grown(name: string, path: string): GrowingFolder {
  return { name, path, folders: [], files: [], fileCount: 0, size: 0 }
}

/** The folders that a path lies in, the pack's own first: `''`, `a` and `a/b` for `a/b/c`. */
function foldersAbove(path: string): readonly string[] {
  const found = ['']
  for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
    if (end > 0) found.push(path.slice(0, end))
  }
  return found
}

/** What a check found, ready to be looked up. */
export interface FindingLookup {
  /** By the path of the file. */
  readonly kinds: ReadonlyMap<string, VerificationFindingKind>
  /** How many there are in a folder and below it, by its path. */
  readonly counts: ReadonlyMap<string, number>
  /** What does not belong to the version, by the folder that it lies in. */
  readonly extras: ReadonlyMap<string, readonly FileLeaf[]>
}

/** The lookup of `findings`. */
export function findingLookup(findings: readonly VerificationFinding[]): FindingLookup {
  const counts = new Map<string, number>()
  for (const { path } of findings) {
    for (const folder of foldersAbove(path)) counts.set(folder, (counts.get(folder) ?? 0) + 1)
  }
  const extras = new Map<string, FileLeaf[]>()
  for (const { path, kind } of findings) {
    if (kind !== 'extra' && kind !== 'index') continue
    const end = path.lastIndexOf('/')
    const folder = end < 0 ? '' : path.slice(0, end)
    const leaf: FileLeaf = { name: path.slice(end + 1), path, size: undefined }
    const inFolder = extras.get(folder)
    if (inFolder === undefined) extras.set(folder, [leaf])
    else inFolder.push(leaf)
  }
  return { kinds: new Map(findings.map(({ path, kind }) => [path, kind])), counts, extras }
}

/** A line of the tree as it is shown. */
export interface FileRow {
  readonly kind: 'folder' | 'file'
  readonly path: string
  /** What is written: the name, or the whole path where rows of all folders stand side by side. */
  readonly name: string
  /** 1 at the top. */
  readonly level: number
  /** Among its siblings, from 1. */
  readonly position: number
  readonly siblings: number
  /** Bytes; absent for what the version has no file of. */
  readonly size: number | undefined
  /** Of a folder. */
  readonly fileCount: number
  readonly isExpanded: boolean
  /** What is wrong with the file. */
  readonly finding: VerificationFindingKind | undefined
  /** How many files in the folder need repair. */
  readonly findingCount: number
  /** What an update makes of the file, where only that is shown. */
  readonly change?: FileChangeKind | undefined
}

/** The folders that must be open so that the first few findings can be seen. */
export function foldersOfFindings(findings: readonly VerificationFinding[]): readonly string[] {
  return findings
    .slice(0, mostOpened)
    .flatMap(({ path }) => foldersAbove(path).filter((folder) => folder !== ''))
}

/** More than these would make a long way of what shall be a short one. */
const mostOpened = 20

/** How a tree is shown. */
export interface FileTreeQuery {
  /** Paths of the folders that are open. */
  readonly expanded: ReadonlySet<string>
  readonly findings: FindingLookup
  readonly locale: string
}

/** The lines of the tree: what needs repair first, then folders, then files. */
export function treeRows(root: FileFolder, query: FileTreeQuery): readonly FileRow[] {
  const rows: FileRow[] = []
  const visit = (folder: FileFolder, level: number): void => {
    const children = childrenOf(folder, query)
    for (const [index, child] of children.entries()) {
      const row = rowOf(child, { level, position: index + 1, siblings: children.length }, query)
      rows.push(row)
      if (row.isExpanded && 'files' in child) visit(child, level + 1)
    }
  }
  visit(root, 1)
  return rows
}

/** What the rows are narrowed down to. */
export interface FileFilter {
  /** Words that a path must hold, in any order and case. */
  readonly search: string
  readonly onlyFindings: boolean
  readonly onlyChanges: boolean
}

/** Whether a filter leaves anything out. */
export function isNarrowed({ search, onlyFindings, onlyChanges }: FileFilter): boolean {
  return onlyFindings || onlyChanges || search.trim() !== ''
}

/** The files that pass a filter, of all folders, side by side: what needs repair first, extra files included. */
export function filteredRows(
  root: FileFolder,
  filter: FileFilter,
  findings: readonly VerificationFinding[],
): readonly FileRow[] {
  const matches = pathMatcher(filter)
  const { kinds } = findingLookup(findings)
  const found = new Map<string, FileLeaf>()
  const sound: FileLeaf[] = []
  const visit = (folder: FileFolder): void => {
    for (const child of folder.folders) visit(child)
    for (const file of folder.files) {
      if (kinds.has(file.path)) found.set(file.path, file)
      else if (!filter.onlyFindings && matches(file.path)) sound.push(file)
    }
  }
  visit(root)
  const wrong = findings.filter(({ path }) => matches(path))
  const siblings = wrong.length + sound.length
  return [
    ...wrong.map(({ path, kind }, index) =>
      flatRow(path, found.get(path)?.size, { position: index + 1, siblings, finding: kind }),
    ),
    ...sound.map(({ path, size }, index) =>
      flatRow(path, size, { position: wrong.length + index + 1, siblings, finding: undefined }),
    ),
  ]
}

/** The files that an update changes, adds and removes, as far as they pass a filter. */
export function changedRows(
  changes: readonly ChangedFile[],
  filter: FileFilter,
  findings: readonly VerificationFinding[],
): readonly FileRow[] {
  const matches = pathMatcher(filter)
  const { kinds } = findingLookup(findings)
  const shown = changes.filter(({ path }) => matches(path) && (!filter.onlyFindings || kinds.has(path)))
  return shown.map(({ path, size, kind }, index) => ({
    ...flatRow(path, size, { position: index + 1, siblings: shown.length, finding: kinds.get(path) }),
    change: kind,
  }))
}

function pathMatcher({ search }: FileFilter): (path: string) => boolean {
  const words = search.toLowerCase().split(/\s+/)
  return (path) => {
    const text = path.toLowerCase()
    return words.every((word) => text.includes(word))
  }
}

function flatRow(
  path: string,
  size: number | undefined,
  rest: Pick<FileRow, 'position' | 'siblings' | 'finding'>,
): FileRow {
  return {
    kind: 'file',
    path,
    name: path,
    level: 1,
    size,
    fileCount: 0,
    isExpanded: false,
    findingCount: 0,
    ...rest,
  }
}

function rowOf(
  child: FileFolder | FileLeaf,
  place: Pick<FileRow, 'level' | 'position' | 'siblings'>,
  { expanded, findings }: FileTreeQuery,
): FileRow {
  const { name, path, size } = child
  const isFolder = 'files' in child
  return {
    kind: isFolder ? 'folder' : 'file',
    path,
    name,
    ...place,
    size,
    fileCount: isFolder ? child.fileCount : 0,
    isExpanded: isFolder && expanded.has(path),
    finding: isFolder ? undefined : findings.kinds.get(path),
    findingCount: isFolder ? (findings.counts.get(path) ?? 0) : 0,
  }
}

function childrenOf(
  folder: FileFolder,
  { findings, locale }: FileTreeQuery,
): readonly (FileFolder | FileLeaf)[] {
  const own = [...sorted(folder.folders, locale), ...sorted(folder.files, locale)]
  if (!findings.counts.has(folder.path)) return own
  const children = [...own, ...(findings.extras.get(folder.path) ?? [])]
  const isWrong = ({ path }: FileFolder | FileLeaf): boolean =>
    findings.kinds.has(path) || findings.counts.has(path)
  return [...children.filter(isWrong), ...children.filter((child) => !isWrong(child))]
}

/** A language's own order of so many names takes a second; they stay in the order of the pack then. */
const mostSorted = 5_000

function sorted<T extends { readonly name: string }>(items: readonly T[], locale: string): readonly T[] {
  if (items.length > mostSorted) return items
  const collator = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' })
  return [...items].sort((a, b) => collator.compare(a.name, b.name))
}
