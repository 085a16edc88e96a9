import * as z from 'zod'
import { canonicalLanguage } from './language'

const language = z.union(
  [
    z.literal('system'),
    z
      .string()
      .max(100)
      .refine((tag) => canonicalLanguage(tag) !== undefined),
  ],
  'must be "system" or a language tag',
)
const flag = z.boolean('must be true or false')

/** What a list of packs can say of each beside its name, in the order of its columns. */
export const listColumns = ['version', 'policy', 'size', 'download', 'updated'] as const

/** One of {@link listColumns}. */
export type ListColumn = (typeof listColumns)[number]

const fields = {
  language,
  theme: z.enum(['system', 'light', 'dark'], 'must be "system", "light" or "dark"'),
  whenClosed: z.enum(['keepRunning', 'quit'], 'must be "keepRunning" or "quit"'),
  openAtLogin: flag,
  notifyWhenDone: flag,
  notifyWhenNeeded: flag,
  notifyEachPack: flag,
  density: z.enum(['comfortable', 'compact'], 'must be "comfortable" or "compact"'),
  listColumns: z.array(z.enum(listColumns, 'must be columns of the list')).readonly(),
  welcomed: flag,
  singleKeyShortcuts: flag,
  announcements: z.enum(['all', 'important', 'off'], 'must be "all", "important" or "off"'),
}

/** What the person sets for the app on this computer. What limits downloads belongs to the packs: see `DownloadLimits`. */
export interface AppSettings {
  /** BCP-47, or `system`: what the system prefers. */
  readonly language: string
  readonly theme: 'system' | 'light' | 'dark'
  /** What closing the window does to the app, and with it to downloads. */
  readonly whenClosed: 'keepRunning' | 'quit'
  /** Whether the app starts with the person's session, without showing its window. */
  readonly openAtLogin: boolean
  /** Whether the system tells that everything asked for is done. */
  readonly notifyWhenDone: boolean
  /** Whether the system tells that a pack could not be installed. */
  readonly notifyWhenNeeded: boolean
  readonly notifyEachPack: boolean
  /** How much room packs take in the window. */
  readonly density: 'comfortable' | 'compact'
  /** What the library's list says of each pack. */
  readonly listColumns: readonly ListColumn[]
  /** Whether the person was asked what is asked at the first start. */
  readonly welcomed: boolean
  /** Whether keys of a single character, such as P, do something. */
  readonly singleKeyShortcuts: boolean
  /** What the window says aloud of packs, to those who do not look at it. */
  readonly announcements: 'all' | 'important' | 'off'
}

/** Some settings, for those that change. */
export type AppSettingsChange = { readonly [Name in keyof AppSettings]?: AppSettings[Name] | undefined }

/** Checks {@link AppSettings}. */
export const appSettingsSchema: z.ZodType<AppSettings> = z.strictObject(fields)

/** Checks an {@link AppSettingsChange}. */
export const appSettingsChangeSchema: z.ZodType<AppSettingsChange> = z.strictObject(fields).partial()

/** The settings in force, and what follows from them here. */
export interface AppSettingsState {
  readonly settings: AppSettings
  /** BCP-47: the language that the app speaks now. */
  readonly language: string
  /** False where the system offers no way to it, as inside of some sandboxes. */
  readonly canOpenAtLogin: boolean
}

/** Checks an {@link AppSettingsState}. */
export const appSettingsStateSchema: z.ZodType<AppSettingsState> = z.strictObject({
  settings: appSettingsSchema,
  language: z.string(),
  canOpenAtLogin: z.boolean(),
})

/** The settings of somebody who has set nothing. On macOS apps live on without a window. */
export function usualAppSettings(platform: string): AppSettings {
  return {
    language: 'system',
    theme: 'system',
    whenClosed: platform === 'darwin' ? 'keepRunning' : 'quit',
    openAtLogin: false,
    notifyWhenDone: true,
    notifyWhenNeeded: true,
    notifyEachPack: false,
    density: 'comfortable',
    listColumns: ['size', 'download', 'updated'],
    welcomed: false,
    singleKeyShortcuts: true,
    announcements: 'all',
  }
}

/** Settings that were kept, and which of them this version cannot use. */
export interface KeptAppSettings {
  readonly settings: AppSettings
  /** Those that are not what they could be; the usual ones are in their place. */
  readonly unusable: readonly (keyof AppSettings)[]
}

/** Takes of `kept` what this version understands, each setting by itself; the rest is as usual. */
export function readKeptAppSettings(
  kept: Readonly<Record<string, unknown>>,
  usual: AppSettings,
): KeptAppSettings {
  const names = Object.keys(fields) as (keyof AppSettings)[]
  const there = names.filter((name) => kept[name] !== undefined)
  const usable = there.filter((name) => fields[name].safeParse(kept[name]).success)
  const settings = { ...usual, ...Object.fromEntries(usable.map((name) => [name, kept[name]])) }
  return { settings, unusable: there.filter((name) => !usable.includes(name)) }
}
