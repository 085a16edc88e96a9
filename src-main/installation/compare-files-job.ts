import { fileChangeKinds, filesInPage, type ChangedFile } from '../../src-shared/domain/pack-files'
import type { PackFile } from '../repository/pack-index'
import { decodePackIndex } from '../repository/pack-index-codec'
import type { PackedFilesPage } from './list-files-job'
import { encodePaths } from './work-order'

/** Compares the files of two indexes. */
export interface CompareFilesJob {
  readonly kind: 'compareFiles'
  readonly fromBytes: Uint8Array
  readonly toBytes: Uint8Array
}

/** Some of the files that differ. Its buffers move to the thread that asked. */
export interface PackedChangesPage extends PackedFilesPage {
  /** By position in `paths`: the number of its kind among `fileChangeKinds`. */
  readonly kinds: Uint8Array
}

/** @throws AssetPackError what decoding an index throws. */
export async function compareFiles({
  fromBytes,
  toBytes,
}: CompareFilesJob): Promise<readonly PackedChangesPage[]> {
  const [from, to] = await Promise.all([decodePackIndex(fromBytes), decodePackIndex(toBytes)])
  const changes = changedFiles(from.files, to.files)
  const pages: PackedChangesPage[] = []
  for (let first = 0; first < changes.length; first += filesInPage) {
    pages.push(packed(changes.slice(first, first + filesInPage)))
  }
  return pages
}

type ComparedFile = Pick<PackFile, 'path' | 'size' | 'sha256' | 'executable'>

/** The files that are not the same in both lists, by path in code-unit order; the size is that of the newer one. */
export function changedFiles(
  from: readonly ComparedFile[],
  to: readonly ComparedFile[],
): readonly ChangedFile[] {
  const before = new Map(from.map((file) => [file.path, file]))
  const changes: ChangedFile[] = []
  for (const file of to) {
    const earlier = before.get(file.path)
    before.delete(file.path)
    const { path, size } = file
    if (earlier === undefined) changes.push({ path, size, kind: 'added' })
    else if (isDifferent(earlier, file)) changes.push({ path, size, kind: 'changed' })
  }
  for (const { path, size } of before.values()) changes.push({ path, size, kind: 'removed' })
  return changes.sort((a, b) => (a.path < b.path ? -1 : 1))
}

function isDifferent(one: ComparedFile, other: ComparedFile): boolean {
  return one.sha256 !== other.sha256 || one.executable !== other.executable
}

function packed(changes: readonly ChangedFile[]): PackedChangesPage {
  return {
    paths: encodePaths(changes.map(({ path }) => path)),
    sizes: Float64Array.from(changes, ({ size }) => size),
    kinds: Uint8Array.from(changes, ({ kind }) => fileChangeKinds.indexOf(kind)),
  }
}
