import { readFile } from 'node:fs/promises'
import { parsePackagingManifest, type PackagingManifest } from '../../src-shared/domain/packaging-manifest'
import type { AssetPackFacts } from '../repository/asset-pack-file'
import { initializeCompression } from '../repository/compression'
import type { BundleReference, PackFile, PackIndex } from '../repository/pack-index'
import { checkPackIndex } from '../repository/pack-index-check'
import { BaseVersion } from './base-version'
import type { WriteBundle } from './bundle-writer'
import { mapChunks, type ChunkMap } from './chunk-map'
import { DeltaWriter } from './delta-writer'
import { ownThread, type FrameCompressor } from './frame-compressor'
import { frameTargetSize, writeFrames, type ReadChunk } from './frame-writer'
import { carriedFrames } from './carried-frames'
import { buildPackIndex } from './pack-index-builder'
import type { ReadBundleBytes } from './packed-chunks'
import { reusableFrames } from './reusable-frames'
import { selectFiles, type Selection } from './select-files'
import { SourceReader } from './source-reader'
import { translated, type SelectedFile } from './source-file'

/** zstd's level when nobody asks for another. */
export const defaultCompressionLevel = 9

/** Earlier versions that smaller frames are written for: the newest ones, which most machines have. */
const mostBases = 2

export type { AssetPackFacts }

/** Where packaging stands. */
export interface PackagingProgress {
  /** Plain bytes dealt with; reading and compressing count half each. */
  readonly bytesRead: number
  readonly totalBytes: number
}

/** See {@link packageAssetPack}. */
export interface PackageOptions {
  readonly manifestPath: string
  /** The version that the index states; 1 when absent. */
  readonly version?: number | undefined
  /** zstd's level, 1 to 22. */
  readonly level?: number | undefined
  /** Indexes of the same pack's kept versions, newest first: what they hold is not stored again. */
  readonly previous?: readonly PackIndex[] | undefined
  /** Reads bundles of those versions; when absent, nothing is written for the machines that have them. */
  readonly readBundle?: ReadBundleBytes | undefined
  readonly writeBundle: WriteBundle
  /** Compresses larger packs; when absent, this thread does. */
  readonly compressor?: FrameCompressor | undefined
  readonly signal: AbortSignal
  /** Called often. */
  readonly onProgress?: ((progress: PackagingProgress) => void) | undefined
}

/** One version of a pack, ready to be published. */
export interface PackagedAssetPack {
  readonly facts: AssetPackFacts
  readonly index: PackIndex
  /** What `writeBundle` was called with. */
  readonly newBundles: readonly BundleReference[]
  /** Plain bytes of all files. */
  readonly installedSize: number
  /** Folders among the sources that have nothing in them: packs hold files only. */
  readonly emptyFolders: readonly string[]
  /** Earlier versions that could not be read in full, so that fewer small frames lean on them. */
  readonly damagedVersions: readonly number[]
}

/** A packaging manifest and what it selects. */
export interface PackagingSource {
  readonly manifest: PackagingManifest
  readonly selection: Selection
}

/**
 * Packaging: first step of a byte's journey. Files -> chunks -> frames -> bundles -> pack index.
 *
 * Large packs are read twice: once to cut and hash them, once to compress what no previous version holds; so memory is
 * bounded whatever their size, and a file that changes in between is noticed. The same files, level, previous
 * versions and zstd give the same bytes on every system.
 *
 * @throws AssetPackError `manifestInvalid`, `unsafePath`, `pathCollision`, `fileNotFound`, `limitExceeded`,
 * `integrityCheckFailed` (a file changed), `diskFailed`, what `writeBundle` throws; the signal's reason.
 */
export async function packageAssetPack(options: PackageOptions): Promise<PackagedAssetPack> {
  return packageSource(await readPackagingSource(options.manifestPath, options.signal), options)
}

/**
 * Reads the packaging manifest at `path` and finds what it selects, without reading any content yet.
 *
 * @throws as {@link packageAssetPack}.
 */
export async function readPackagingSource(path: string, signal: AbortSignal): Promise<PackagingSource> {
  signal.throwIfAborted()
  const manifest = await readPackagingManifest(path)
  return { manifest, selection: await selectFiles(manifest, path, signal) }
}

/** The rest of {@link packageAssetPack}, for a source that has been looked at. */
export async function packageSource(
  { manifest, selection: { files: selected, emptyFolders } }: PackagingSource,
  options: Omit<PackageOptions, 'manifestPath'>,
): Promise<PackagedAssetPack> {
  const progress = new ProgressCounter(selected, options.onProgress)
  const reader = new SourceReader(selected)
  try {
    const map = await mapChunks(selected, {
      signal: options.signal,
      onRead: (bytes) => {
        progress.add(bytes)
      },
      onNewChunk: (chunk, bytes) => {
        reader.keep(chunk, bytes)
      },
    })
    const packaged = await packageChunks({
      ...options,
      facts: factsOf(manifest),
      map,
      readChunk: (chunk, bytes) => reader.read(chunk, bytes),
      onChunkDone: (bytes) => {
        progress.add(bytes)
      },
    })
    progress.finish()
    return { ...packaged, emptyFolders }
  } finally {
    await reader.close()
  }
}

/** See {@link packageChunks}. */
export interface PackageChunksOptions extends Pick<
  PackageOptions,
  'version' | 'level' | 'previous' | 'readBundle' | 'writeBundle' | 'compressor' | 'signal'
> {
  readonly facts: AssetPackFacts
  readonly map: ChunkMap
  readonly readChunk: ReadChunk
  /** Called with the plain bytes of every chunk that is stored now. */
  readonly onChunkDone?: ((bytes: number) => void) | undefined
}

/** The second half of {@link packageAssetPack}, for content that is cut into chunks already. */
export async function packageChunks(options: PackageChunksOptions): Promise<PackagedAssetPack> {
  const { map, facts, previous = [], version = 1 } = options
  const installedSize = map.files.reduce((sum, { size }) => sum + size, 0)
  const [newest] = previous
  if (newest !== undefined && sameFiles(newest.files, map.files)) {
    return {
      facts,
      index: { ...newest, version },
      newBundles: [],
      installedSize,
      emptyFolders: [],
      damagedVersions: [],
    }
  }
  await initializeCompression()
  const wanted = new Set(map.chunks.map(({ hash }) => hash))
  const reused = reusableFrames((hash) => wanted.has(hash), previous)
  const held = new Set(reused.flatMap(({ chunks }) => chunks.map(({ hash }) => hash)))
  const bases = await openBases(options, (hash) => wanted.has(hash))
  const missing = map.chunks.flatMap((chunk, position) =>
    held.has(chunk.hash) ? [] : [{ ...chunk, position, path: map.files[chunk.file]?.path ?? '' }],
  )
  const compressor = compressorFor(missing, options.compressor)
  const writing = { compressor, writeBundle: options.writeBundle, signal: options.signal }
  const deltas = bases.map((base) => new DeltaWriter({ ...writing, base, version }))
  const plain = await writeFrames({
    ...writing,
    groups: newAndOld(missing, bases),
    readChunk: options.readChunk,
    deltas,
    level: options.level ?? defaultCompressionLevel,
    onChunkDone: options.onChunkDone,
  })
  const written = [plain]
  for (const delta of deltas) written.push(await delta.finish())
  const leantOn = written.flatMap(({ frames }) =>
    frames.flatMap(({ prefix }) => prefix.map(({ hash }) => hash)),
  )
  const carried = await carriedFrames({
    needed: new Set([...wanted, ...leantOn]),
    reused,
    previous,
    fullBytes: storedBytes(reused) + storedBytes(plain.frames),
    readBundle: options.readBundle,
  })
  const index = buildPackIndex({ id: facts.id, version, map, reused, carried, written })
  await checkPackIndex(index)
  const newBundles = written.flatMap(({ bundles }) => bundles)
  const damagedVersions = bases.filter(({ isDamaged }) => isDamaged).map((base) => base.version)
  return { facts, index, newBundles, installedSize, emptyFolders: [], damagedVersions }
}

/** Starting a thread takes longer than compressing a frame or two. */
function compressorFor(
  chunks: readonly { readonly size: number }[],
  threads: FrameCompressor = ownThread,
): FrameCompressor {
  const bytes = chunks.reduce((sum, { size }) => sum + size, 0)
  return bytes <= 2 * frameTargetSize ? ownThread : threads
}

function storedBytes(frames: readonly { readonly storedLength: number }[]): number {
  return frames.reduce((sum, { storedLength }) => sum + storedLength, 0)
}

/**
 * What is stored anew although an earlier version has it comes into frames of its own: who has that version would fetch it
 * for nothing with what is new.
 */
function newAndOld<T extends { readonly hash: string }>(
  chunks: readonly T[],
  bases: readonly BaseVersion[],
): readonly (readonly T[])[] {
  const isOld = ({ hash }: T): boolean => bases.some((base) => base.holds(hash))
  return [chunks.filter((chunk) => !isOld(chunk)), chunks.filter(isOld)]
}

async function openBases(
  { previous = [], readBundle, signal }: PackageChunksOptions,
  isStillThere: (hash: string) => boolean,
): Promise<readonly BaseVersion[]> {
  const bases: BaseVersion[] = []
  if (readBundle === undefined) return bases
  for (const index of previous.slice(0, mostBases))
    bases.push(await BaseVersion.open(index, readBundle, isStillThere, signal))
  return bases
}

/**
 * Reads and checks the packaging manifest at `path`.
 *
 * @throws AssetPackError `fileNotFound`, `manifestInvalid` or `diskFailed`.
 */
export async function readPackagingManifest(path: string): Promise<PackagingManifest> {
  return parsePackagingManifest(await translated(readFile(path, 'utf8'), path), path)
}

/** What a packaging manifest says about its pack, files aside. */
export function factsOf(manifest: PackagingManifest): AssetPackFacts {
  return {
    id: manifest.assetPackID,
    policy: manifest.downloadPolicy,
    platforms: manifest.platforms,
    ...(manifest.language === undefined ? {} : { language: manifest.language }),
    ...(manifest.userInfo === undefined ? {} : { userInfo: manifest.userInfo }),
  }
}

/** Whether two versions hold the same files, byte for byte. */
export function sameFiles(first: readonly PackFile[], second: readonly PackFile[]): boolean {
  return (
    first.length === second.length &&
    first.every((file, index) => {
      const other = second[index]
      return file.path === other?.path && file.sha256 === other.sha256 && file.executable === other.executable
    })
  )
}

class ProgressCounter {
  readonly #totalBytes: number
  readonly #report: PackageOptions['onProgress']
  #halves = 0

  constructor(files: readonly SelectedFile[], report: PackageOptions['onProgress']) {
    this.#totalBytes = files.reduce((sum, { size }) => sum + size, 0)
    this.#report = report
  }

  add(bytes: number): void {
    this.#halves += bytes
    this.#announce()
  }

  /** What did not have to be compressed is done too. */
  finish(): void {
    this.#halves = 2 * this.#totalBytes
    this.#announce()
  }

  #announce(): void {
    const bytesRead = Math.min(this.#totalBytes, Math.floor(this.#halves / 2))
    this.#report?.({ bytesRead, totalBytes: this.#totalBytes })
  }
}
