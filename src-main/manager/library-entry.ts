import type { AssetPack } from '../../src-shared/domain/asset-pack'
import { isRunning } from '../../src-shared/domain/download-state'
import type { LibraryDownload, LibraryEntry, LocalVersion } from '../../src-shared/domain/library'
import type { DownloadSnapshot } from '../scheduling/managed-download'
import { isUnderWay, packStatus } from './pack-status'

/** What is known about one pack. */
export interface PackFacts {
  readonly local?: AssetPack | undefined
  readonly isPinned: boolean
  /** The version to go back to. */
  readonly keptVersion?: number | undefined
  readonly offered?: AssetPack | undefined
  readonly download?: DownloadSnapshot | undefined
  readonly isListKnown: boolean
  readonly isReachable: boolean
}

/** The pack as every window shows it; `undefined` when nothing is known of it any more. */
export function libraryEntry(facts: PackFacts): LibraryEntry | undefined {
  const { local, offered, download, isListKnown, isReachable } = facts
  const assetPack = offered ?? local ?? download?.assetPack
  if (assetPack === undefined) return undefined
  const shown = download === undefined ? undefined : libraryDownload(download, local !== undefined)
  const status = packStatus({
    localVersion: local?.version,
    referenceVersion: assetPack.version,
    offeredVersion: offered?.version,
    isListKnown,
    isReachable,
    isDownloading: isUnderWay(download),
  })
  return {
    assetPack: assetPack.toJSON(),
    status: status.rawValue,
    ...(local === undefined ? {} : { local: localVersion(local, facts) }),
    ...(shown === undefined ? {} : { download: shown }),
    ...(download?.state.kind === 'failed' ? { error: download.state.error } : {}),
  }
}

function localVersion(
  { version, installedSize }: AssetPack,
  { isPinned, keptVersion }: PackFacts,
): LocalVersion {
  return { version, installedSize, isPinned, ...(keptVersion === undefined ? {} : { keptVersion }) }
}

function libraryDownload(
  { state, progress }: DownloadSnapshot,
  isUpdate: boolean,
): LibraryDownload | undefined {
  if (isRunning(state)) return { state: 'running', isUpdate, progress }
  if (state.kind === 'waiting' || state.kind === 'paused') return { state: state.kind, isUpdate, progress }
  return undefined
}
