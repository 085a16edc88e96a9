import type { AssetPack } from '../../src-shared/domain/asset-pack'
import { isRunning, type DownloadState } from '../../src-shared/domain/download-state'
import type { LibraryDownload, LibraryEntry, LocalVersion } from '../../src-shared/domain/library'
import { picturePath } from '../../src-shared/domain/pack-picture'
import { shortageOf, type SpaceShortage } from '../../src-shared/domain/space-shortage'
import { isInProgress, type DownloadSnapshot } from '../scheduling/managed-download'
import type { InstalledVersion } from './installed-version'
import { packStatus } from './pack-status'

/** The version that readers get. */
type ActiveVersion = Pick<InstalledVersion, 'assetPack' | 'installedAt'>

/** What is known about one pack. */
export interface PackFacts {
  readonly local?: ActiveVersion | undefined
  readonly isPinned: boolean
  /** The versions to go back to, the one that was active last first. */
  readonly keptVersions: readonly number[]
  readonly offered?: AssetPack | undefined
  readonly download?: DownloadSnapshot | undefined
  readonly isListKnown: boolean
  readonly isReachable: boolean
}

/** The pack as every window shows it; `undefined` when nothing is known of it any more. */
export function libraryEntry(facts: PackFacts): LibraryEntry | undefined {
  const { local, offered, download, isListKnown, isReachable } = facts
  const assetPack = offered ?? local?.assetPack ?? download?.assetPack
  if (assetPack === undefined) return undefined
  const status = packStatus({
    localVersion: local?.assetPack.version,
    referenceVersion: assetPack.version,
    offeredVersion: offered?.version,
    isListKnown,
    isReachable,
    isDownloading: isInProgress(download),
  })
  return {
    assetPack: assetPack.toJSON(),
    status: status.rawValue,
    ...(local === undefined ? {} : { local: localVersion(local, facts) }),
    ...(download === undefined ? {} : queueFacts(download, local !== undefined)),
  }
}

/** What the queue says of a pack. */
function queueFacts(
  download: DownloadSnapshot,
  isUpdate: boolean,
): Pick<LibraryEntry, 'download' | 'error' | 'shortage'> {
  const { state } = download
  const shown = libraryDownload(download, isUpdate)
  const shortage = shortageIn(state)
  return {
    ...(shown === undefined ? {} : { download: shown }),
    ...(state.kind === 'failed' ? { error: state.error } : {}),
    ...(shortage === undefined ? {} : { shortage }),
  }
}

function shortageIn(state: DownloadState): SpaceShortage | undefined {
  if (state.kind === 'failed') return shortageOf(state.error)
  return state.kind === 'waiting' ? state.shortage : undefined
}

function localVersion(
  { assetPack, installedAt }: ActiveVersion,
  { isPinned, keptVersions, offered }: PackFacts,
): LocalVersion {
  const { version, installedSize } = assetPack
  const [keptVersion] = keptVersions
  const keepsNewest =
    offered !== undefined && version < offered.version && keptVersions.includes(offered.version)
  return {
    version,
    installedSize,
    installedAt,
    hasPicture: picturePath(assetPack) !== undefined,
    isPinned,
    ...(keptVersion === undefined ? {} : { keptVersion }),
    ...(keepsNewest ? { keepsNewest } : {}),
  }
}

function libraryDownload(
  { state, origin, progress }: DownloadSnapshot,
  isUpdate: boolean,
): LibraryDownload | undefined {
  const isAskedFor = origin === 'foreground' ? { isAskedFor: true as const } : {}
  if (isRunning(state)) return { state: 'running', isUpdate, ...isAskedFor, progress }
  if (state.kind === 'waiting' || state.kind === 'paused')
    return { state: state.kind, isUpdate, ...isAskedFor, progress }
  return undefined
}
