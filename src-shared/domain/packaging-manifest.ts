import * as z from 'zod'
import type { JsonObject, JsonValue } from '../base/json'
import { userInfoSchema } from './asset-pack'
import { assetPackIDSchema, type AssetPackID } from './asset-pack-id'
import { downloadPolicySchema, type DownloadPolicy } from './download-policy'
import { readJsonWithComments } from './json-with-comments'
import { packPathProblem } from './pack-path'
import { manifestInvalid, ruleOf, unknownKey, type ManifestProblem } from './packaging-manifest-problem'
import { platformNames, type PlatformName } from './platform-name'

/**
 * What a publisher writes about one pack (the original's packaging manifest): a JSON file, comments allowed.
 *
 * Paths are relative to `sourceRoot`, which is relative to the manifest's folder and by default that folder.
 */
export interface PackagingManifest {
  readonly assetPackID: AssetPackID
  readonly downloadPolicy: DownloadPolicy
  readonly fileSelectors: readonly FileSelector[]
  /** The systems the pack is meant for; empty, or left out of the file, = every system. */
  readonly platforms: readonly PlatformName[]
  /** BCP-47 in its canonical form; absent = not localized. */
  readonly language?: string | undefined
  readonly sourceRoot?: string | undefined
  readonly userInfo?: JsonObject | undefined
}

/**
 * One rule that says which files come along, or stay out.
 *
 * - `file`, `directory` (with all in it): the path in the pack is the path under the source root.
 * - `filePattern`: the same for every file whose path the glob matches.
 * - `fileSource`, `directorySource`: the path in the pack is the destination.
 * - `fileExclusion`: that file, or all in that folder, stays out, whatever selects it.
 */
export type FileSelector =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'directory'; readonly path: string }
  | { readonly kind: 'filePattern'; readonly pattern: string }
  | { readonly kind: 'fileSource'; readonly source: string; readonly destination: string }
  | { readonly kind: 'directorySource'; readonly source: string; readonly destination: string }
  | { readonly kind: 'fileExclusion'; readonly path: string }

/** The folder that selectors mean with ".": the source root, or the root of the pack. */
export const rootFolder = '.'

/** Limits on a glob: with more runs of * and groups in { } between two slashes, matching could take long. */
export const filePatternLimits = { length: 256, wildcardsInPart: 3 } as const

const filePath = z.string().superRefine((path, context) => {
  const problem = packPathProblem(path)
  if (problem !== undefined) context.addIssue({ code: 'custom', message: problem })
})

const folderPath = z
  .string()
  .transform((path) => path.replace(/^\.\/(?=.)/, '').replace(/(?<=.)\/$/, ''))
  .superRefine((path, context) => {
    const problem = path === rootFolder ? undefined : packPathProblem(path)
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem })
  })

const pattern = z.string().superRefine((glob, context) => {
  const problem = filePatternProblem(glob)
  if (problem !== undefined) context.addIssue({ code: 'custom', message: problem })
})

const selectorShapes = {
  file: z
    .strictObject({ file: filePath })
    .transform(({ file }): FileSelector => ({ kind: 'file', path: file })),
  directory: z
    .strictObject({ directory: folderPath })
    .transform(({ directory }): FileSelector => ({ kind: 'directory', path: directory })),
  filePattern: z
    .strictObject({ filePattern: pattern })
    .transform(({ filePattern }): FileSelector => ({ kind: 'filePattern', pattern: filePattern })),
  fileSource: z
    .strictObject({ fileSource: filePath, fileDestination: filePath })
    .transform(({ fileSource, fileDestination }): FileSelector => ({
      kind: 'fileSource',
      source: fileSource,
      destination: fileDestination,
    })),
  directorySource: z
    .strictObject({ directorySource: folderPath, directoryDestination: folderPath })
    .transform(({ directorySource, directoryDestination }): FileSelector => ({
      kind: 'directorySource',
      source: directorySource,
      destination: directoryDestination,
    })),
  fileExclusion: z
    .strictObject({ fileExclusion: folderPath })
    .transform(({ fileExclusion }): FileSelector => ({ kind: 'fileExclusion', path: fileExclusion })),
} as const

const selectorKeys = Object.keys(selectorShapes) as readonly (keyof typeof selectorShapes)[]

const fileSelectorSchema = z.looseObject({}).transform((value, context): FileSelector => {
  const key = selectorKeys.find((candidate) => Object.hasOwn(value, candidate))
  if (key === undefined) {
    context.addIssue({ code: 'custom', message: `must have one of ${selectorKeys.join(', ')}` })
    return z.NEVER
  }
  const parsed = selectorShapes[key].safeParse(value)
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues) {
    context.addIssue({ code: 'custom', path: issue.path, message: ruleOf(issue, value) })
  }
  return z.NEVER
})

const policyKeys = ['essential', 'prefetch', 'onDemand'] as const

const policySchema = z.looseObject({}).transform((value, context): DownloadPolicy => {
  const [key, ...others] = Object.keys(value)
  const kind = policyKeys.find((candidate) => candidate === key)
  if (kind === undefined || others.length > 0) {
    context.addIssue({ code: 'custom', message: `must have exactly one of ${policyKeys.join(', ')}` })
    return z.NEVER
  }
  const details = value[kind]
  const isObject = typeof details === 'object' && details !== null && !Array.isArray(details)
  const parsed = downloadPolicySchema.safeParse(isObject ? { ...details, kind } : details)
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues) {
    context.addIssue({ code: 'custom', path: [kind, ...issue.path], message: ruleOf(issue, details) })
  }
  return z.NEVER
})

const languageSchema = z
  .string()
  .regex(
    /^[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?$/i,
    'must be a language code with an optional script and region, like "en", "zh-Hans" or "pt-BR"',
  )
  .transform((tag) => Intl.getCanonicalLocales(tag)[0] ?? tag)

/** Checks a parsed packaging manifest; {@link parsePackagingManifest} does it with better sentences. */
export const packagingManifestSchema = z.strictObject({
  assetPackID: assetPackIDSchema,
  downloadPolicy: policySchema,
  fileSelectors: z.array(fileSelectorSchema).min(1).max(10_000).readonly(),
  platforms: z.array(z.enum(platformNames)).max(platformNames.length).readonly().default([]),
  language: languageSchema.optional(),
  sourceRoot: z.string().min(1).max(4096).optional(),
  userInfo: userInfoSchema.optional(),
})

/**
 * Reads a packaging manifest: JSON with comments and trailing commas.
 *
 * @param file - What the manifest is called in refusals: its path.
 * @throws AssetPackError `manifestInvalid` whose details name `path`, `key`, `value` and `rule`; an unknown key before
 * anything else, as what is missing is often only misspelt.
 */
export function parsePackagingManifest(text: string, file = 'The packaging manifest'): PackagingManifest {
  const value = readJsonWithComments(text, file)
  const unknown = findUnknownKey(value)
  if (unknown !== undefined) throw manifestInvalid(file, value, unknown)
  const parsed = packagingManifestSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw manifestInvalid(
    file,
    value,
    issue === undefined
      ? { path: [], rule: 'has the wrong shape' }
      : { path: issue.path, rule: ruleOf(issue, value) },
    parsed.error,
  )
}

function findUnknownKey(value: JsonValue): ManifestProblem | undefined {
  return (
    unknownKeyOf(value, [], Object.keys(packagingManifestSchema.shape)) ??
    unknownKeyOfPolicy(member(value, 'downloadPolicy')) ??
    unknownKeyOfSelectors(member(value, 'fileSelectors'))
  )
}

function unknownKeyOfPolicy(policy: JsonValue | undefined): ManifestProblem | undefined {
  const found = unknownKeyOf(policy, ['downloadPolicy'], policyKeys)
  if (found !== undefined) return found
  for (const kind of policyKeys) {
    const known = kind === 'onDemand' ? [] : ['installationEventTypes']
    const inside = unknownKeyOf(member(policy, kind), ['downloadPolicy', kind], known)
    if (inside !== undefined) return inside
  }
  return undefined
}

function unknownKeyOfSelectors(selectors: JsonValue | undefined): ManifestProblem | undefined {
  if (!Array.isArray(selectors)) return undefined
  for (const [index, selector] of (selectors as readonly JsonValue[]).entries()) {
    const kind = selectorKeys.find((key) => member(selector, key) !== undefined)
    const shapes = kind === undefined ? Object.values(selectorShapes) : [selectorShapes[kind]]
    const known = shapes.flatMap((shape) => Object.keys(shape.in.shape))
    const found = unknownKeyOf(selector, ['fileSelectors', index], known)
    if (found !== undefined) return found
  }
  return undefined
}

function unknownKeyOf(
  value: JsonValue | undefined,
  path: readonly PropertyKey[],
  known: readonly string[],
): ManifestProblem | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const key = Object.keys(value).find((candidate) => !known.includes(candidate))
  return key === undefined ? undefined : unknownKey([...path, key], known)
}

function member(value: JsonValue | undefined, key: string): JsonValue | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
  return (value as JsonObject)[key]
}

function filePatternProblem(glob: string): string | undefined {
  if (glob === '') return 'is empty'
  if (glob.length > filePatternLimits.length)
    return `is longer than ${String(filePatternLimits.length)} characters`
  if (/[()|\\^$!]/.test(glob)) return 'holds one of ( ) | \\ ^ $ !, which globs here do not have'
  if (glob.startsWith('/') || glob.split('/').includes('..')) return 'must stay under the source root'
  if (/\{[^}]*\//.test(glob)) return 'has a slash inside { }'
  const wildcards = glob.split('/').map((part) => part.match(/\*+|\{/g)?.length ?? 0)
  return Math.max(...wildcards) > filePatternLimits.wildcardsInPart
    ? `has more than ${String(filePatternLimits.wildcardsInPart)} of * and { } between two slashes`
    : undefined
}
