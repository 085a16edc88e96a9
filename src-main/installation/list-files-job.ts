import { filesInPage } from '../../src-shared/domain/pack-files'
import type { PackFile } from '../repository/pack-index'
import { decodePackIndex } from '../repository/pack-index-codec'
import { encodePaths, type PathList } from './work-order'

/** Lists the files of an index. */
export interface ListFilesJob {
  readonly kind: 'listFiles'
  readonly indexBytes: Uint8Array
}

/** Some of the files, in the order of the index. Its buffers move to the thread that asked: that costs it nothing. */
export interface PackedFilesPage {
  readonly paths: PathList
  /** Bytes, by position in `paths`. */
  readonly sizes: Float64Array
}

/** @throws AssetPackError what decoding the index throws. */
export async function listFiles({ indexBytes }: ListFilesJob): Promise<readonly PackedFilesPage[]> {
  const { files } = await decodePackIndex(indexBytes)
  const pages: PackedFilesPage[] = []
  for (let first = 0; first < files.length; first += filesInPage) {
    pages.push(packed(files.slice(first, first + filesInPage)))
  }
  return pages
}

function packed(files: readonly PackFile[]): PackedFilesPage {
  return {
    paths: encodePaths(files.map(({ path }) => path)),
    sizes: Float64Array.from(files, ({ size }) => size),
  }
}
