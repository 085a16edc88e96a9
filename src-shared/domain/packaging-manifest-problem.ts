import type * as z from 'zod'
import { AssetPackError } from './errors'
import { platformNames } from './platform-name'

/** What is wrong with a packaging manifest, and where. */
export interface ManifestProblem {
  readonly path: readonly PropertyKey[]
  /** Goes on from the key: `is missing`. */
  readonly rule: string
  /** What to write instead, as a sentence; that of the key when absent. */
  readonly advice?: string | undefined
}

const policyAdvice =
  'Write { "onDemand": {} }, or { "prefetch": { "installationEventTypes": ["firstInstallation", "subsequentUpdate"] } }, or the same with "essential".'
const pathAdvice = 'Write a path under the source root with / between its parts, like "maps/one.json".'

/** What to write, by key without positions in lists. */
const adviceByKey: ReadonlyMap<string, string> = new Map([
  ['', 'Write an object in { }; "assetpack template" writes one to start from.'],
  ['assetPackID', 'Write 1 to 64 of A-Z a-z 0-9 . _ - with a letter or digit at both ends, like "my-maps".'],
  ['downloadPolicy', policyAdvice],
  ['downloadPolicy.onDemand', 'Write { }.'],
  ['downloadPolicy.essential', policyAdvice],
  ['downloadPolicy.prefetch', policyAdvice],
  ['fileSelectors', 'Write a list like [{ "directory": "assets" }].'],
  ['fileSelectors[]', 'Write a selector like { "directory": "assets" } or { "file": "readme.txt" }.'],
  ['fileSelectors[].filePattern', 'Write a pattern like "textures/**/*.png".'],
  ['platforms', `Write a list of some of ${platformNames.join(', ')}, or leave it out for every system.`],
  ['platforms[]', 'Leave out "platforms" for every system.'],
  ['language', 'Leave it out for a pack that is not localized.'],
  [
    'sourceRoot',
    'Write a folder, from the folder of this file, like "../content"; "." is that folder itself.',
  ],
  [
    'userInfo',
    'Write an object in { } with what apps need to know, and put the rest into a file of the pack.',
  ],
])

/** The refusal of a manifest: where, what is wrong there, what to write instead. */
export function manifestInvalid(
  file: string,
  manifest: unknown,
  problem: ManifestProblem,
  cause?: unknown,
): AssetPackError {
  const { path, rule } = problem
  const key = keyText(path)
  const found = valueAt(manifest, path)
  const shown = (JSON.stringify(found) as string | undefined)?.slice(0, 200) ?? 'missing'
  const place = key === '' ? file : `${file}: "${key}"`
  // What an unknown key holds says nothing.
  const isShown =
    problem.advice === undefined && found !== null && typeof found !== 'object' && found !== undefined
  const advice = problem.advice ?? adviceFor(key)
  return new AssetPackError(
    'manifestInvalid',
    `${place} ${rule}${isShown ? `; it is ${shown}` : ''}.${advice === '' ? '' : ` ${advice}`}`,
    { cause, details: { path: file, key, value: shown, rule } },
  )
}

/** The rule that `issue` says `value` breaks, in plain words. */
export function ruleOf(issue: z.core.$ZodIssue, value: unknown): string {
  if (valueAt(value, issue.path) === undefined && issue.code !== 'custom') return 'is missing'
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${kindTexts.get(issue.expected) ?? issue.expected}`
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`
    case 'too_small':
      return issue.origin === 'string' ? 'is empty' : `must have at least ${String(issue.minimum)} in it`
    case 'too_big':
      return issue.origin === 'string'
        ? `is longer than ${String(issue.maximum)} characters`
        : `has more than ${String(issue.maximum)} in it`
    case 'custom':
    case 'invalid_element':
    case 'invalid_format':
    case 'invalid_key':
    case 'invalid_union':
    case 'not_multiple_of':
    case 'unrecognized_keys':
      return issue.message
  }
}

const kindTexts: ReadonlyMap<string, string> = new Map([
  ['string', 'a text in double quotes'],
  ['array', 'a list in [ ]'],
  ['object', 'an object in { }'],
  ['record', 'an object in { }'],
])

/** The problem of a key that is none of `known`. */
export function unknownKey(path: readonly PropertyKey[], known: readonly string[]): ManifestProblem {
  const meant = nearest(String(path.at(-1)), known)
  const keys = known.length === 0 ? 'Nothing can be written here.' : `What can be here: ${known.join(', ')}.`
  return {
    path,
    rule: 'is unknown',
    advice: meant === undefined ? keys : `Did you mean "${meant}"? ${keys}`,
  }
}

function adviceFor(key: string): string {
  const pattern = key.replace(/\[\d+\]/g, '[]')
  return (
    adviceByKey.get(pattern) ??
    (pattern.startsWith('fileSelectors[].') ? pathAdvice : undefined) ??
    (pattern.startsWith('downloadPolicy.') ? policyAdvice : '')
  )
}

/** The known word that differs in two letters at most, case aside. */
function nearest(word: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((candidate) => ({ candidate, distance: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter((one) => one.distance <= 2)
    .sort((a, b) => a.distance - b.distance)
  return best?.candidate
}

/** Letters to add, drop or change (Levenshtein). */
function distance(first: string, second: string): number {
  // What is far longer is far off; a manifest may hold any text as a key.
  if (Math.abs(first.length - second.length) > 2) return Number.POSITIVE_INFINITY
  let row = Array.from({ length: second.length + 1 }, (_, column) => column)
  for (const [line, letter] of Array.from(first).entries()) {
    const next = [line + 1]
    for (const [column, other] of Array.from(second).entries()) {
      const changed = (row[column] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}

function keyText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${String(part)}]`
    return text === '' ? String(part) : `${text}.${String(part)}`
  }, '')
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (part, key) =>
      typeof part === 'object' && part !== null && Object.hasOwn(part, key)
        ? (part as Readonly<Record<PropertyKey, unknown>>)[key]
        : undefined,
    value,
  )
}
