import type { AssetPackDescription } from '../../src-shared/domain/asset-pack'
import { parseAssetPackID } from '../../src-shared/domain/asset-pack-id'
import { AssetPackStatus, type AssetPackStatusFlag } from '../../src-shared/domain/asset-pack-status'
import type { DownloadPolicy } from '../../src-shared/domain/download-policy'
import type { DownloadProgress } from '../../src-shared/domain/download-status-update'
import type { AssetPackErrorCode, SerializedError } from '../../src-shared/domain/errors'
import type { LibraryDownload, LibraryEntry, LocalVersion } from '../../src-shared/domain/library'
import { shortageDetails, type SpaceShortage } from '../../src-shared/domain/space-shortage'

/** The parts of a pack that a test cares about; the rest is a valid default. */
export interface PackParts extends Partial<Omit<AssetPackDescription, 'id' | 'policy'>> {
  readonly id?: string
  readonly policy?: DownloadPolicy['kind']
  readonly title?: string
  readonly summary?: string
}

const megabyte = 1_000_000

/** A pack that the server offers. */
export function aPack(parts: PackParts = {}): AssetPackDescription {
  const { id = 'tutorial', policy = 'onDemand', title, summary, ...rest } = parts
  const { downloadSize = 10 * megabyte, installedSize = 25 * megabyte } = rest
  return {
    version: 1,
    platforms: [],
    userInfo: {
      ...(title === undefined ? {} : { title }),
      ...(summary === undefined ? {} : { description: summary }),
    },
    ...rest,
    id: parseAssetPackID(id),
    policy:
      policy === 'onDemand'
        ? { kind: policy }
        : { kind: policy, installationEventTypes: ['firstInstallation'] },
    // Sizes are whole bytes, however they were multiplied.
    downloadSize: Math.round(downloadSize),
    installedSize: Math.round(installedSize),
  }
}

/** The parts of an entry that a test cares about. */
export interface EntryParts extends PackParts {
  readonly flags?: readonly AssetPackStatusFlag[]
  /** The version that is installed. */
  readonly localVersion?: number
  readonly isPinned?: boolean
  /** When that became the active one. */
  readonly installedAt?: number
  readonly hasPicture?: boolean
  /** The version to go back to. */
  readonly keptVersion?: number
  readonly download?: LibraryDownload
  readonly error?: SerializedError
  readonly shortage?: SpaceShortage
}

/** A pack in the library; offered and not installed unless the parts say more. */
export function anEntry(parts: EntryParts = {}): LibraryEntry {
  const {
    flags,
    localVersion,
    isPinned: _isPinned,
    installedAt: _installedAt,
    hasPicture: _hasPicture,
    keptVersion: _keptVersion,
    download,
    error,
    shortage,
    ...packParts
  } = parts
  const assetPack = aPack(packParts)
  const usual: readonly AssetPackStatusFlag[] =
    localVersion === undefined
      ? ['downloadAvailable']
      : localVersion < assetPack.version
        ? ['downloaded', 'outOfDate', 'updateAvailable']
        : ['downloaded', 'upToDate']
  const active: readonly AssetPackStatusFlag[] = download === undefined ? [] : ['downloading']
  return {
    assetPack,
    status: AssetPackStatus.of(...(flags ?? usual), ...active).rawValue,
    ...(localVersion === undefined ? {} : { local: localOf(parts, localVersion, assetPack) }),
    ...(download === undefined ? {} : { download }),
    ...(error === undefined ? {} : { error }),
    ...(shortage === undefined ? {} : { shortage }),
  }
}

function localOf(
  { isPinned = false, installedAt = 1_790_000_000_000, hasPicture = false, keptVersion }: EntryParts,
  version: number,
  { version: newest, installedSize }: AssetPackDescription,
): LocalVersion {
  const kept = keptVersion === undefined ? {} : { keptVersion }
  const keepsNewest = version < newest && keptVersion === newest ? { keepsNewest: true as const } : {}
  return { version, installedSize, installedAt, hasPicture, isPinned, ...kept, ...keepsNewest }
}

/** A download in the queue; running and half done unless the parts say more. */
export function aDownload(
  progress: Partial<DownloadProgress> = {},
  rest: Partial<Omit<LibraryDownload, 'progress'>> = {},
): LibraryDownload {
  return {
    state: 'running',
    isUpdate: false,
    ...rest,
    progress: {
      phase: 'downloading',
      completedBytes: 5 * megabyte,
      totalBytes: 10 * megabyte,
      fractionCompleted: 0.5,
      bytesPerSecond: megabyte,
      secondsRemaining: 125,
      ...progress,
    },
  }
}

/** What an update for which there is no room adds to an entry: it has failed, or it waits. */
export function withoutRoom(
  shortage: SpaceShortage,
  how: 'failed' | 'waiting' = 'failed',
): Pick<EntryParts, 'error' | 'download' | 'shortage'> {
  if (how === 'failed') {
    return { shortage, error: { ...anError('outOfSpace'), details: shortageDetails(shortage) } }
  }
  const progress = {
    phase: 'waiting',
    waitingFor: 'diskSpace',
    completedBytes: 0,
    totalBytes: shortage.bytesToFetch,
    fractionCompleted: 0,
    bytesPerSecond: 0,
    secondsRemaining: undefined,
  } as const
  return { shortage, download: aDownload(progress, { state: 'waiting', isUpdate: true }) }
}

/** An error as it arrives in a window. */
export function anError(code: AssetPackErrorCode, message = `Test of ${code}.`): SerializedError {
  return { code, message, details: {} }
}
