import * as z from 'zod'
import { AssetPackError } from './errors'

/** The name of a pack: made only by {@link parseAssetPackID}. */
export type AssetPackID = string & { readonly brand: 'AssetPackID' }

const shape = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$/
const windowsDevice = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i

/** Whether `text` is a pack's name: 1 to 64 of `A-Z a-z 0-9 . _ -`, a letter or digit at both ends, no device name. */
export function isAssetPackID(text: string): text is AssetPackID {
  return shape.test(text) && !windowsDevice.test(text) && !text.includes('..')
}

/**
 * Reads a pack's name.
 *
 * @throws {@link AssetPackError} `invalidArgument` that states the rule.
 */
export function parseAssetPackID(text: string): AssetPackID {
  if (isAssetPackID(text)) return text
  throw new AssetPackError(
    'invalidArgument',
    `"${text.slice(0, 80)}" is not an asset pack ID: use 1 to 64 of A-Z a-z 0-9 . _ -, with a letter or digit at both ends, and no name that Windows keeps for devices.`,
    { details: { assetPackID: text.slice(0, 80) } },
  )
}

/** What two names must not share: packs are unique ignoring case. */
export function assetPackIDKey(id: AssetPackID): string {
  return id.toLowerCase()
}

/** Checks a pack's name that came from another process or file. */
export const assetPackIDSchema = z.string().max(64).refine(isAssetPackID, 'is not an asset pack ID')
