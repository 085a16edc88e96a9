import { AssetPackStatus } from './asset-pack-status'
import type { LibraryDownload, LibraryEntry } from './library'

/** The one word for where a pack stands, as a person sees it. */
export const packStates = [
  'notInstalled',
  'waiting',
  'downloading',
  'verifying',
  'installing',
  'paused',
  'upToDate',
  'updateAvailable',
  'failed',
  'obsolete',
] as const

/** One of {@link packStates}. */
export type PackState = (typeof packStates)[number]

/** What an entry is judged by. */
export type PackFacts = Pick<LibraryEntry, 'status' | 'download' | 'error'>

/**
 * Where a pack stands: a download in the queue says more than the last error, the last error more than what is on disk.
 * An attempt that somebody cancelled is no failure.
 */
export function packState(facts: PackFacts): PackState {
  if (facts.download !== undefined) return downloadState(facts.download)
  if (facts.error !== undefined && facts.error.code !== 'cancelled') return 'failed'
  return restingStates[facts.status & 127] ?? 'notInstalled'
}

/** Of every set of flags: it is asked of thousands of packs at each piece of progress, and a set would be made for each. */
const restingStates: readonly PackState[] = Array.from({ length: 128 }, (_, bits) =>
  restingState(new AssetPackStatus(bits)),
)

/** Whether the newest version known is on this machine, active or kept beside an older one. */
export function hasNewest({ assetPack, local }: Pick<LibraryEntry, 'assetPack' | 'local'>): boolean {
  return local !== undefined && (local.version >= assetPack.version || local.keepsNewest === true)
}

/** Whether a pack in this state has a download in the queue. */
export function isActive(state: PackState): boolean {
  return isRunning(state) || state === 'waiting' || state === 'paused'
}

/** Whether a download runs in this state. */
export function isRunning(state: PackState): boolean {
  return state === 'downloading' || state === 'verifying' || state === 'installing'
}

/** Whether something of a download in the queue has come, be it before it had to wait. */
export function hasBegun({ download }: Pick<LibraryEntry, 'download'>): boolean {
  return (download?.progress.fractionCompleted ?? 0) > 0
}

function downloadState(download: LibraryDownload): PackState {
  switch (download.state) {
    case 'paused':
      return 'paused'
    case 'waiting':
      return 'waiting'
    case 'running':
      // An attempt that has brought nothing yet after a failed one: a word that changed with each would tell nothing.
      return download.progress.waitingBecause === undefined ? download.progress.phase : 'waiting'
  }
}

function restingState(status: AssetPackStatus): PackState {
  if (!status.has('downloaded')) return 'notInstalled'
  if (status.has('obsolete')) return 'obsolete'
  // Outdated but not fetchable over the present connection is an update all the same; it waits once asked for.
  return status.has('updateAvailable') || status.has('outOfDate') ? 'updateAvailable' : 'upToDate'
}
