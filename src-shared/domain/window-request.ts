import * as z from 'zod'
import { assetPackIDSchema, type AssetPackID } from './asset-pack-id'

/** What a menu, the tray or a notification may ask of the window as a whole. */
export const windowCommands = [
  'search',
  'library',
  'downloads',
  'storage',
  'settings',
  'nextRegion',
  'previousRegion',
  'showShortcuts',
] as const

/** One of {@link windowCommands}. */
export type WindowCommand = (typeof windowCommands)[number]

/** What the main process asks of the window, in the name of its person. */
export type WindowRequest =
  | { readonly kind: 'command'; readonly command: WindowCommand }
  /** Shows the screen of a pack. */
  | { readonly kind: 'pack'; readonly id: AssetPackID }

/** Checks a {@link WindowRequest} that came from another process. */
export const windowRequestSchema: z.ZodType<WindowRequest> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('command'), command: z.enum(windowCommands) }),
  z.strictObject({ kind: z.literal('pack'), id: assetPackIDSchema }),
])
