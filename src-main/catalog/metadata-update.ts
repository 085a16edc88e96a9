import { Metadata, MetadataKind, type Root, type Targets } from '@tufjs/models'
import { Updater, type UpdaterOptions } from 'tuf-js'
import { AssetPackError } from '../../src-shared/domain/errors'
import '../repository/targets-in-one-pass'
import { metadataFailure } from './metadata-failure'
import { metadataBaseURL, MetadataFetcher, metadataLimits, type MetadataSource } from './metadata-source'

/** The roles whose files are kept beside the roots. */
export const onlineRoles = ['timestamp', 'snapshot', 'targets'] as const
/** One of {@link onlineRoles}. */
export type OnlineRole = (typeof onlineRoles)[number]

/** Metadata files as they came from the repository. */
export interface MetadataFiles {
  /** Every root after the one that the app brought, oldest first. */
  readonly roots: readonly Uint8Array[]
  readonly timestamp: Uint8Array
  readonly snapshot: Uint8Array
  readonly targets: Uint8Array
}

/** Metadata that has passed every check of TUF, except that expiry was judged by the given time. */
export interface VerifiedMetadata {
  readonly files: MetadataFiles
  readonly versions: Readonly<Record<'root' | OnlineRole, number>>
  readonly root: Root
  /** Every root that led here, the app's own first. */
  readonly rootChain: readonly Root[]
  readonly targets: Targets
}

/** What {@link updateMetadata} needs. */
export interface MetadataUpdate {
  /** The root that the app brought. */
  readonly embeddedRoot: Uint8Array
  /** What was verified before, if anything. */
  readonly kept: MetadataFiles | undefined
  readonly source: MetadataSource
  /** Expiry is judged by this time, in milliseconds. */
  readonly referenceTime: number
}

/** How the update failed, and how far the roots came before. */
export class MetadataUpdateFailure extends Error {
  override readonly name = 'MetadataUpdateFailure'
  readonly failure: Error
  /** The version of the newest root that was verified. */
  readonly rootVersion: number
  readonly fetched: ReadonlyMap<string, Uint8Array>

  constructor(failure: Error, rootVersion: number, fetched: ReadonlyMap<string, Uint8Array>) {
    super(failure.message, { cause: failure })
    this.failure = failure
    this.rootVersion = rootVersion
    this.fetched = fetched
  }
}

/** The newest verified file of each role, by its name. */
type RoleFiles = Map<string, Uint8Array>

/**
 * Runs TUF's client workflow from the kept files to what the source offers. Nothing is written.
 *
 * @throws MetadataUpdateFailure
 */
export async function updateMetadata(update: MetadataUpdate): Promise<VerifiedMetadata> {
  const fetcher = new MetadataFetcher(update.source)
  const files = roleFiles(update)
  const run = new UpdaterRun(files, fetcher, update.referenceTime)
  try {
    await run.refresh()
  } catch (error) {
    throw new MetadataUpdateFailure(metadataFailure(error), run.rootVersion, fetcher.fetched)
  }
  return collect(files, update, fetcher.fetched)
}

function roleFiles({ embeddedRoot, kept }: MetadataUpdate): RoleFiles {
  const root = ['root', kept?.roots.at(-1) ?? embeddedRoot] as const
  return new Map(
    kept === undefined ? [root] : [root, ...onlineRoles.map((role) => [role, kept[role]] as const)],
  )
}

function collect(
  roles: RoleFiles,
  { embeddedRoot, kept }: MetadataUpdate,
  fetched: ReadonlyMap<string, Uint8Array>,
): VerifiedMetadata {
  const newRoots = [...fetched].filter(([name]) => name.endsWith('.root.json')).map(([, bytes]) => bytes)
  const roots = [...(kept?.roots ?? []), ...newRoots]
  const rootChain = [embeddedRoot, ...roots].map(
    (bytes) => Metadata.fromJSON(MetadataKind.Root, parse(bytes)).signed,
  )
  const root = rootChain[rootChain.length - 1] as Root
  const [timestamp, snapshot, targets] = onlineRoles.map((role) => roles.get(role))
  if (timestamp === undefined || snapshot === undefined || targets === undefined) throw changedLibrary()
  const signedTargets = Metadata.fromJSON(MetadataKind.Targets, parse(targets)).signed
  return {
    files: { roots, timestamp, snapshot, targets },
    versions: {
      root: root.version,
      timestamp: Metadata.fromJSON(MetadataKind.Timestamp, parse(timestamp)).signed.version,
      snapshot: Metadata.fromJSON(MetadataKind.Snapshot, parse(snapshot)).signed.version,
      targets: signedTargets.version,
    },
    root,
    rootChain,
    targets: signedTargets,
  }
}

type MetadataJSON = Parameters<typeof Metadata.fromJSON>[1]

function parse(bytes: Uint8Array): MetadataJSON {
  return JSON.parse(Buffer.from(bytes).toString('utf8')) as MetadataJSON
}

type Step = (...parameters: unknown[]) => unknown

/** The parts of tuf-js's store of trusted metadata that are reached into, because its door has no way to them. */
interface TrustedStore {
  referenceTime: Date
  updateSnapshot: Step
  updateDelegatedTargets: Step
  readonly root: { readonly signed: { readonly version: number } }
}

/** One run of tuf-js's updater, with our time and with the errors that it only hands on as text. */
class UpdaterRun {
  readonly #updater: InstanceType<UpdaterConstructor>
  readonly #store: TrustedStore
  #lastFailure: unknown

  constructor(files: RoleFiles, fetcher: MetadataFetcher, referenceTime: number) {
    this.#updater = makeUpdater(files, fetcher)
    const store: unknown = Reflect.get(this.#updater, 'trustedSet')
    if (!isTrustedStore(store)) throw changedLibrary()
    this.#store = store
    // tuf-js takes the time of its construction; a clock that was set back must not revive what has expired.
    store.referenceTime = new Date(referenceTime)
    store.updateSnapshot = this.#remembering(store.updateSnapshot.bind(store))
    store.updateDelegatedTargets = this.#remembering(store.updateDelegatedTargets.bind(store))
    const download = fetcher.downloadBytes.bind(fetcher)
    fetcher.downloadBytes = async (url, maxLength) => {
      try {
        return await download(url, maxLength)
      } catch (error) {
        this.#lastFailure = error
        throw error
      }
    }
  }

  get rootVersion(): number {
    return this.#store.root.signed.version
  }

  async refresh(): Promise<void> {
    try {
      await this.#updater.refresh()
    } catch (error) {
      // From snapshot on, tuf-js throws a sentence that contains the error instead of the error.
      throw error instanceof Error && error.message.startsWith('Unable to load ') ? this.#lastFailure : error
    }
  }

  #remembering(step: Step): Step {
    return (...parameters) => {
      try {
        return step(...parameters)
      } catch (error) {
        this.#lastFailure = error
        throw error
      }
    }
  }
}

type UpdaterConstructor = new (options: UpdaterOptions) => Pick<Updater, 'refresh'>

/** tuf-js keeps its files in a folder, where a failing disk would look like a failing host: here they are in memory. */
function updaterOn(files: RoleFiles): UpdaterConstructor {
  return class extends (Updater as unknown as UpdaterConstructor) {
    loadLocalMetadata(role: string): Buffer {
      const bytes = files.get(role)
      if (bytes === undefined) throw new Error(`There is no ${role} yet.`)
      return Buffer.from(bytes)
    }

    persistMetadata(role: string, bytes: Uint8Array): void {
      files.set(role, bytes)
    }
  }
}

function makeUpdater(files: RoleFiles, fetcher: MetadataFetcher): InstanceType<UpdaterConstructor> {
  try {
    return new (updaterOn(files))({
      metadataDir: '',
      metadataBaseUrl: metadataBaseURL,
      fetcher,
      config: {
        // One more than allowed, so that the fetcher sees the one that is too many.
        maxRootRotations: metadataLimits.rootRotations + 1,
        rootMaxLength: metadataLimits.root,
        timestampMaxLength: metadataLimits.timestamp,
        snapshotMaxLength: metadataLimits.snapshot,
        targetsMaxLength: metadataLimits.targets,
      },
    })
  } catch (error) {
    throw metadataFailure(error)
  }
}

function isTrustedStore(value: unknown): value is TrustedStore {
  return (
    typeof value === 'object' &&
    value !== null &&
    'referenceTime' in value &&
    value.referenceTime instanceof Date &&
    'updateSnapshot' in value &&
    typeof value.updateSnapshot === 'function' &&
    'updateDelegatedTargets' in value &&
    typeof value.updateDelegatedTargets === 'function'
  )
}

function changedLibrary(): AssetPackError {
  return new AssetPackError('internal', 'tuf-js is not the version that this program was written for.')
}
