import type { PackIndex } from '../repository/pack-index'

/** What the folder of a version consists of. */
export interface ExpectedEntries {
  /** By path: the file's number in the index. */
  readonly files: ReadonlyMap<string, number>
  readonly folders: ReadonlySet<string>
}

/** Every file of an index, and every folder above one. */
export function expectedEntries({ files }: Pick<PackIndex, 'files'>): ExpectedEntries {
  const folders = new Set<string>()
  for (const { path } of files) {
    for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      folders.add(path.slice(0, slash))
    }
  }
  return { files: new Map(files.map(({ path }, number) => [path, number])), folders }
}
