import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { DownloadLimits } from '../../src-shared/domain/download-limits'
import type { LibraryEntry } from '../../src-shared/domain/library'
import { isActive, packState } from '../../src-shared/domain/pack-state'
import { bytesToDownload } from './library-order'
import { spaceFor } from './pack-selection'

/** When updates come by themselves. */
export const updateTimes = ['always', 'night', 'request'] as const

/** One of {@link updateTimes}. */
export type UpdateTime = (typeof updateTimes)[number]

/** By day nothing comes by itself that can wait. */
const dayHours = { from: '07:00', to: '22:00' } as const

/** What an answer changes of the limits. */
export function limitsFor(time: UpdateTime): Partial<DownloadLimits> {
  return {
    quietHours: time === 'night' ? dayHours : undefined,
    updatesOnRequest: time === 'request' ? true : undefined,
  }
}

/** What a person has chosen so far; what they have not touched is as proposed. */
export type PackChoices = ReadonlyMap<AssetPackID, boolean>

/** Whether a pack is to come: what is recommended, or under way, is, until somebody says otherwise. */
export function isChosen(entry: LibraryEntry, choices: PackChoices): boolean {
  return choices.get(entry.assetPack.id) ?? comesByItself(entry)
}

/** Whether a pack comes unless somebody says no: what waits for the answer does without being in the queue now. */
function comesByItself(entry: LibraryEntry): boolean {
  return entry.assetPack.policy.kind === 'prefetch' || isActive(packState(entry))
}

/** What answering comes to. */
export interface WelcomePlan {
  /** To be asked for by name: that goes before what comes by itself. */
  readonly startIDs: readonly AssetPackID[]
  /** Not wanted, and on their way or yet to come by themselves, whether somebody starts or skips. */
  readonly cancelIDs: readonly AssetPackID[]
  /** How many recommended packs come in the background where somebody skips: all that are not left out. */
  readonly skippedCount: number
  /** Of these and of what is needed, as far as it has not come. */
  readonly downloadBytes: number
  /** What must be free at most meanwhile. */
  readonly diskBytes: number
  /** What is missing of that; `undefined` when there is room, or nobody knows. */
  readonly missingBytes: number | undefined
}

/** What the needed packs, and those of `offered` that were chosen, take together. */
export function welcomePlan(
  needed: readonly LibraryEntry[],
  offered: readonly LibraryEntry[],
  choices: PackChoices,
  freeBytes: number | undefined,
): WelcomePlan {
  const chosen = offered.filter((entry) => isChosen(entry, choices))
  const coming = [...needed.filter(({ local }) => local === undefined), ...chosen]
  const diskBytes = spaceFor(coming)
  const left = offered.filter((entry) => !isChosen(entry, choices) && comesByItself(entry))
  return {
    startIDs: chosen.map(({ assetPack }) => assetPack.id),
    cancelIDs: left.map(({ assetPack }) => assetPack.id),
    skippedCount: chosen.filter(({ assetPack }) => assetPack.policy.kind === 'prefetch').length,
    downloadBytes: coming.reduce((sum, entry) => sum + bytesToDownload(entry), 0),
    diskBytes,
    missingBytes: freeBytes === undefined || diskBytes <= freeBytes ? undefined : diskBytes - freeBytes,
  }
}
