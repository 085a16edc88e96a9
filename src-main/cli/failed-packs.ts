import type { JsonObject } from '../../src-shared/base/json'
import type { AssetPack } from '../../src-shared/domain/asset-pack'
import type { AssetPackError } from '../../src-shared/domain/errors'
import { exitCodes } from './exit-code'
import { exitCodeFor } from './output'
import { terminalText } from './terminal-text'

/** What a command for several packs failed with, by pack. */
export type FailedPacks = ReadonlyMap<AssetPack, AssetPackError>

/**
 * The exit code of a command for these packs; none when nothing failed.
 *
 * @throws AssetPackError `cancelled` when that is what ended it.
 */
export function exitCodeOf(packs: readonly AssetPack[], failures: FailedPacks): number | undefined {
  const first = [...failures.values()][0]
  if (first === undefined) return undefined
  if (first.code === 'cancelled') throw first
  // One pack, or the same cause for all: that cause is the answer. Else some came and some did not.
  const sameCause =
    failures.size === packs.length && [...failures.values()].every(({ code }) => code === first.code)
  return sameCause ? exitCodeFor(first) : exitCodes.localAvailabilityFailed
}

/** The failures as a part of a command's document; nothing when there are none. */
export function failedDocument(failures: FailedPacks): { readonly failed?: JsonObject[] } {
  if (failures.size === 0) return {}
  const failed = [...failures].map(([{ id, version }, { code, message, details }]) => ({
    id,
    version,
    error: { code, message, details, exit: exitCodes[code] },
  }))
  return { failed }
}

/** The failures for people, a line for each. */
export function failedLines(failures: FailedPacks): readonly string[] {
  return [...failures].map(
    ([{ id, version }, { message, code }]) =>
      `${terminalText(id)} ${String(version)}: ${terminalText(message)} (${code})`,
  )
}
