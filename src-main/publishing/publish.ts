import type { AssetPackDescription } from '../../src-shared/domain/asset-pack'
import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import { AssetPackError } from '../../src-shared/domain/errors'
import { withCompressorThreads } from '../packaging/compressor-threads'
import type { FrameCompressor } from '../packaging/frame-compressor'
import { sameFiles, type PackagedAssetPack } from '../packaging/package-asset-pack'
import { updateCost } from '../packaging/update-cost'
import type { BundleRange } from '../repository/bundle-reads'
import { sha256Hex } from '../repository/digest'
import { chunkHashesOf, fetchCost } from '../repository/fetch-cost'
import { bundlePath } from '../repository/layout'
import type { BundleReference, PackIndex } from '../repository/pack-index'
import { decodePackIndex } from '../repository/pack-index-codec'
import { withRepository, type OpenRepository, type RepositoryPlace } from './open-repository'
import { openPublishSource, type PublishSource } from './publish-source'
import type { PublishedVersion } from './published-versions'
import { writeTargets } from './repository-metadata'
import type { TargetFolder } from './target-folder'
import { indexTransferBytes, writeIndex, type EarlierIndex } from './written-index'

export { defaultExpiryDays } from './repository-metadata'
export { createSigningKeys } from './signing-keys'
export { refreshMetadata } from './refresh-metadata'
export { withdraw } from './withdraw'
export type { RepositoryPlace } from './open-repository'

/** How many versions of a pack are offered when nobody says. */
export const defaultKeep = 2

/** Where publishing stands. */
export interface PublishProgress {
  readonly id: AssetPackID
  /** Plain bytes dealt with. */
  readonly bytesRead: number
  readonly totalBytes: number
}

/** See {@link publish}. */
export interface PublishOptions extends RepositoryPlace {
  /** Paths of packaging manifests or `.assetpack` files, one version each, published in this order. */
  readonly sources: readonly string[]
  /** Versions of each pack to go on offering; at least 1. */
  readonly keep?: number | undefined
  /** zstd's level, 1 to 22. */
  readonly level?: number | undefined
  readonly signal?: AbortSignal | undefined
  /** Called often. */
  readonly onProgress?: ((progress: PublishProgress) => void) | undefined
}

/** What a publish did. */
export interface PublishReport {
  readonly packs: readonly PublishedPack[]
}

/** What a publish did about one source. */
export interface PublishedPack {
  readonly id: AssetPackID
  /** The new version, or the newest when nothing changed. */
  readonly version: number
  /** False when the newest version is the same already: nothing was written. */
  readonly changed: boolean
  readonly files: number
  readonly chunks: number
  readonly newBundles: number
  /** Stored bytes of the new bundles and the new index. */
  readonly newBytes: number
  readonly downloadSize: number
  readonly installedSize: number
  /** What machines with an older offered version fetch, the index included. */
  readonly updateCosts: readonly { readonly fromVersion: number; readonly bytes: number }[]
  /** Folders among the sources that have nothing in them: packs hold files only. */
  readonly emptyFolders: readonly string[]
  /** Offered versions of which the repository holds less than it should: machines that have them may fetch more. */
  readonly damagedVersions: readonly number[]
  readonly seconds: number
}

/**
 * Publishing: adds a version of each source's pack to a repository and signs it. Comes after packaging; the web server
 * that serves the folder comes next.
 *
 * Bundles first, then indexes, targets, snapshot and, last, timestamp: a client never hears of what is not there yet, and
 * until the last file is written it sees the version before. All sources are looked at before anything is written. A
 * publish that fails or is cancelled changes nothing that a client can see, and removes what it wrote. Bundles that no
 * offered version needs any more stay: clients may still be reading them.
 *
 * @throws AssetPackError what packaging throws, `keysInvalid`, `fileInUse`, `alreadyExists` (the name in another
 * spelling), `metadataInvalid`, `signatureInvalid`, `notWritable`, `outOfSpace`; the signal's reason.
 */
export async function publish(options: PublishOptions): Promise<PublishReport> {
  const signal = options.signal ?? new AbortController().signal
  signal.throwIfAborted()
  return withRepository(options, async (repository) => {
    const sources: PublishSource[] = []
    for (const path of options.sources) sources.push(await openPublishSource(path, signal))
    const packs = await withCompressorThreads(async (compressor) => {
      const published: PublishedPack[] = []
      for (const source of sources)
        published.push(await publishSource(source, { ...options, compressor, signal }, repository))
      return published
    })
    signal.throwIfAborted()
    if (packs.some(({ changed }) => changed)) {
      await writeTargets(repository.metadata, repository.versions.targets(), {
        ...repository.signing,
        now: repository.clock.now(),
      })
    }
    return { packs }
  })
}

type SourceOptions = PublishOptions & {
  readonly compressor: FrameCompressor
  readonly signal: AbortSignal
}

async function publishSource(
  source: PublishSource,
  options: SourceOptions,
  repository: OpenRepository,
): Promise<PublishedPack> {
  const { versions, clock } = repository
  const start = clock.monotonic()
  const { id } = source
  const offered = versions.of(id)
  const earlier: EarlierIndex[] = []
  for (const version of offered) {
    const bytes = await versions.indexOf(version)
    earlier.push({ index: await decodePackIndex(bytes), bytes })
  }
  const previous = earlier.map(({ index }) => index)
  const packaged = await source.package({
    version: await versions.nextVersion(id),
    level: options.level,
    previous,
    readBundle: (bundle, offset, length) => readBundle(repository.folder, bundle, { offset, length }),
    writeBundle: (bundle, bytes) => writeBundle(repository.folder, bundle, bytes),
    compressor: options.compressor,
    signal: options.signal,
    onProgress: (progress) => options.onProgress?.({ id, ...progress }),
  })
  const seconds = (): number => (clock.monotonic() - start) / 1000
  const [newest] = offered
  if (newest !== undefined && isUnchanged(newest, previous[0], packaged))
    return unchanged(newest, packaged, seconds())
  await requireBundles(repository.folder, packaged, options.signal)
  const index = await writeIndex(packaged.index, earlier)
  const assetPack: AssetPackDescription = {
    ...packaged.facts,
    version: packaged.index.version,
    downloadSize: index.bytes.length + fetchCost(packaged.index, () => false).bytes,
    installedSize: packaged.installedSize,
  }
  await versions.add(assetPack, index, options.keep ?? defaultKeep)
  const kept = new Set(versions.of(id).map(({ assetPack: { version } }) => version))
  return {
    ...factsOfReport(assetPack, packaged),
    damagedVersions: packaged.damagedVersions.filter((version) => kept.has(version)),
    changed: true,
    newBundles: packaged.newBundles.length,
    newBytes: index.bytes.length + packaged.newBundles.reduce((sum, { size }) => sum + size, 0),
    updateCosts: previous
      .filter(({ version }) => kept.has(version))
      .map((base) => ({
        fromVersion: base.version,
        bytes: indexTransferBytes(index, base.version) + updateCost(base, packaged.index),
      })),
    seconds: seconds(),
  }
}

/** Whether the bytes are right is for the reader to find out. */
async function readBundle(
  folder: TargetFolder,
  bundle: BundleReference,
  { offset, length }: BundleRange,
): Promise<Uint8Array> {
  const bytes = await folder.readPart(bundlePath(bundle.sha256), offset, length)
  if (bytes === undefined) throw bundleUnusable(bundle, 'missing')
  return bytes
}

/**
 * Bundles are named by their content: what is there already, whole, need not be written again. What was damaged since is
 * written anew.
 */
async function writeBundle(folder: TargetFolder, bundle: BundleReference, bytes: Uint8Array): Promise<void> {
  const path = bundlePath(bundle.sha256)
  const present = (await folder.sizeOf(path)) === bundle.size ? await folder.read(path) : undefined
  if (present === undefined || sha256Hex(present) !== bundle.sha256) await folder.write(path, bytes)
}

/**
 * A version must not be signed whose bundles clients would not find. The content of those that it takes over is read
 * only when damage came to light in an earlier version: then any of them may be damaged too.
 */
async function requireBundles(
  folder: TargetFolder,
  { index, newBundles, damagedVersions }: PackagedAssetPack,
  signal: AbortSignal,
): Promise<void> {
  const written = new Set(newBundles.map(({ sha256 }) => sha256))
  for (const bundle of index.bundles) {
    signal.throwIfAborted()
    const path = bundlePath(bundle.sha256)
    const size = await folder.sizeOf(path)
    if (size !== bundle.size) throw bundleUnusable(bundle, size === undefined ? 'missing' : 'damaged')
    if (damagedVersions.length === 0 || written.has(bundle.sha256)) continue
    const bytes = await folder.read(path)
    if (bytes === undefined || sha256Hex(bytes) !== bundle.sha256) throw bundleUnusable(bundle, 'damaged')
  }
}

function bundleUnusable({ sha256 }: BundleReference, problem: 'missing' | 'damaged'): AssetPackError {
  const path = bundlePath(sha256)
  return new AssetPackError(
    'integrityCheckFailed',
    `${path} in the repository is ${problem}. Copy it back from the web server or a backup; or withdraw the pack and publish it again.`,
    { details: { path, expected: sha256, problem } },
  )
}

function isUnchanged(
  newest: PublishedVersion,
  index: PackIndex | undefined,
  packaged: PackagedAssetPack,
): boolean {
  if (index === undefined || !sameFiles(index.files, packaged.index.files)) return false
  const { id, policy, platforms, language, userInfo } = newest.assetPack
  return canonicalText({ id, policy, platforms, language, userInfo }) === canonicalText(packaged.facts)
}

/** JSON with keys in order, so that equal values give equal texts. */
function canonicalText(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

function unchanged(
  { assetPack }: PublishedVersion,
  packaged: PackagedAssetPack,
  seconds: number,
): PublishedPack {
  return {
    ...factsOfReport(assetPack, packaged),
    changed: false,
    newBundles: 0,
    newBytes: 0,
    updateCosts: [],
    seconds,
  }
}

function factsOfReport(
  { id, version, downloadSize, installedSize }: AssetPackDescription,
  { index, emptyFolders, damagedVersions }: PackagedAssetPack,
): Pick<
  PublishedPack,
  | 'id'
  | 'version'
  | 'files'
  | 'chunks'
  | 'downloadSize'
  | 'installedSize'
  | 'emptyFolders'
  | 'damagedVersions'
> {
  return {
    id,
    version,
    files: index.files.length,
    chunks: chunkHashesOf(index).size,
    downloadSize,
    installedSize,
    emptyFolders,
    damagedVersions,
  }
}
