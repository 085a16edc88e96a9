import { readdir, realpath } from 'node:fs/promises'
import type { Dirent } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { AssetPackError } from '../../src-shared/domain/errors'
import { manifestInvalid } from '../../src-shared/domain/packaging-manifest-problem'
import { packPathCollision, parsePackPath } from '../../src-shared/domain/pack-path'
import {
  rootFolder,
  type FileSelector,
  type PackagingManifest,
} from '../../src-shared/domain/packaging-manifest'
import { filePattern } from './file-pattern'
import {
  changedWhileRead,
  inspectEntry,
  inspectSource,
  notRegular,
  translated,
  type SelectedFile,
} from './source-file'

/** Left behind by file managers; never content. */
const ignoredNames: ReadonlySet<string> = new Set(['.DS_Store'])

const filesAtOnce = 64

/** Something found under the source root. */
interface Found {
  /** Relative to the source root, in normal form C. */
  readonly path: string
  /** The same as the disk writes it. */
  readonly diskPath: string
  readonly kind: 'file' | 'emptyFolder' | 'other'
}

/** What a packaging manifest selects. */
export interface Selection {
  /** Ordered by their path in the pack in code-unit order. */
  readonly files: readonly SelectedFile[]
  /** Folders in selected folders that have nothing in them, by their path under the source root: they do not come along. */
  readonly emptyFolders: readonly string[]
}

/**
 * The files that a packaging manifest selects, and the empty folders that packs do not have: the same on every system,
 * whatever order the disk lists them in.
 *
 * @throws AssetPackError `manifestInvalid` for a selector that selects nothing, `unsafePath` for links, special files
 * and paths that some system cannot have, `pathCollision` for two files of one name, `diskFailed`.
 */
export async function selectFiles(
  manifest: PackagingManifest,
  manifestPath: string,
  signal?: AbortSignal,
): Promise<Selection> {
  signal?.throwIfAborted()
  const root = await sourceRoot(manifest, manifestPath)
  const isExcluded = exclusion(manifest.fileSelectors)
  const selected = new Map<string, string>()
  const emptyFolders = new Set<string>()
  for (const [index, selector] of manifest.fileSelectors.entries()) {
    if (selector.kind === 'fileExclusion') continue
    const matches = await matchesOf(selector, root, signal)
    if (![...matches.values()].some(isContent)) throw selectsNothing(manifest, manifestPath, root, index)
    for (const [path, found] of matches) {
      if (isExcluded(found.path)) continue
      if (found.kind === 'other') throw notRegular(found.path)
      if (isContent(found)) addMatch(selected, parsePackPath(path), join(root, found.diskPath))
      else emptyFolders.add(found.path)
    }
  }
  const paths = [...selected].sort(([a], [b]) => (a < b ? -1 : 1))
  requireNoCollision(paths.map(([path]) => path))
  return { files: await describeAll(paths, signal), emptyFolders: [...emptyFolders].sort() }
}

async function sourceRoot(manifest: PackagingManifest, manifestPath: string): Promise<string> {
  const root = resolve(dirname(manifestPath), manifest.sourceRoot ?? rootFolder)
  return translated(realpath(root), root)
}

function exclusion(selectors: readonly FileSelector[]): (path: string) => boolean {
  const excluded = selectors.flatMap((selector) => (selector.kind === 'fileExclusion' ? [selector.path] : []))
  return (path) =>
    excluded.some((entry) => entry === rootFolder || path === entry || path.startsWith(`${entry}/`))
}

/** What a selector finds, by its path in the pack. */
async function matchesOf(
  selector: Exclude<FileSelector, { kind: 'fileExclusion' }>,
  root: string,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, Found>> {
  switch (selector.kind) {
    case 'file':
      return oneFile(root, selector.path, selector.path)
    case 'fileSource':
      return oneFile(root, selector.source, selector.destination)
    case 'directory':
      return allIn(root, selector.path, selector.path, signal)
    case 'directorySource':
      return allIn(root, selector.source, selector.destination, signal)
    case 'filePattern':
      return allMatching(root, selector.pattern, signal)
  }
}

async function oneFile(
  root: string,
  source: string,
  destination: string,
): Promise<ReadonlyMap<string, Found>> {
  const { kind } = await inspectSource(root, source)
  return new Map(kind === 'file' ? [[destination, { path: source, diskPath: source, kind: 'file' }]] : [])
}

async function allIn(
  root: string,
  source: string,
  destination: string,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, Found>> {
  const { kind } = await inspectSource(root, source)
  if (kind !== 'directory') return new Map()
  const prefix = source === rootFolder ? '' : `${source}/`
  const target = destination === rootFolder ? '' : `${destination}/`
  const matches = new Map<string, Found>()
  for await (const found of walk(root, prefix, signal)) {
    matches.set(target + found.path.slice(prefix.length), found)
  }
  return matches
}

async function allMatching(
  root: string,
  pattern: string,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, Found>> {
  const matches = new Map<string, Found>()
  const isMatch = filePattern(pattern)
  for await (const found of walk(root, '', signal)) {
    if (isContent(found) && isMatch(found.path)) matches.set(found.path, found)
  }
  return matches
}

/** Everything below a folder but folders with something in them; links are named, never followed. */
async function* walk(root: string, prefix: string, signal: AbortSignal | undefined): AsyncGenerator<Found> {
  const folders = [prefix]
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    signal?.throwIfAborted()
    const directory = join(root, folder)
    const all: readonly Dirent[] = await translated(readdir(directory, { withFileTypes: true }), directory)
    const entries = all.filter(({ name }) => !ignoredNames.has(name))
    if (entries.length === 0 && folder !== prefix) yield foundAt(folder.slice(0, -1), 'emptyFolder')
    for (const entry of entries) {
      const diskPath = folder + entry.name
      if (entry.isDirectory()) folders.push(`${diskPath}/`)
      else yield foundAt(diskPath, entry.isFile() ? 'file' : 'other')
    }
  }
}

function isContent({ kind }: Found): boolean {
  return kind !== 'emptyFolder'
}

function foundAt(diskPath: string, kind: Found['kind']): Found {
  return { path: diskPath.normalize('NFC'), diskPath, kind }
}

function addMatch(selected: Map<string, string>, path: string, source: string): void {
  const other = selected.get(path)
  if (other !== undefined && other !== source) throw collision(path, path, [other, source])
  selected.set(path, source)
}

async function describeAll(
  paths: readonly (readonly [path: string, source: string])[],
  signal: AbortSignal | undefined,
): Promise<readonly SelectedFile[]> {
  const files: SelectedFile[] = []
  for (let start = 0; start < paths.length; start += filesAtOnce) {
    signal?.throwIfAborted()
    files.push(...(await Promise.all(paths.slice(start, start + filesAtOnce).map(describe))))
  }
  return files
}

async function describe([path, source]: readonly [path: string, source: string]): Promise<SelectedFile> {
  const { kind, stats } = await inspectEntry(source, path)
  if (kind !== 'file') throw changedWhileRead(source)
  // The owner's bit alone: the others depend on whoever unpacked the sources.
  return { path, source, size: stats.size, executable: (stats.mode & 0o100) !== 0 }
}

function requireNoCollision(paths: readonly string[]): void {
  const found = packPathCollision(paths)
  if (found !== undefined) throw collision(found.first, found.second, [])
}

function collision(first: string, second: string, sources: readonly string[]): AssetPackError {
  return new AssetPackError(
    'pathCollision',
    `Two files would have the same path on some system: ${JSON.stringify(first)} and ${JSON.stringify(second)}.`,
    { details: { first, second, sources } },
  )
}

function selectsNothing(
  manifest: PackagingManifest,
  manifestPath: string,
  root: string,
  index: number,
): AssetPackError {
  return manifestInvalid(manifestPath, manifest, {
    path: ['fileSelectors', index],
    rule: 'selects nothing',
    advice: `Check its path, which starts from ${root}; a folder needs "directory", a file "file".`,
  })
}
