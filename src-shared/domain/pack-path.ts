import { AssetPackError } from './errors'

/** The longest path, the longest part of one, and how deep it may go. */
export const packPathLimits = { codeUnits: 240, bytes: 1024, partBytes: 200, depth: 32 } as const

const forbiddenEverywhere: readonly (readonly [RegExp, string])[] = [
  [/\p{Surrogate}/u, 'holds half of a surrogate pair'],
  [/[\p{Cc}\p{Zl}\p{Zp}]/u, 'holds a control character'],
  [/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u, 'holds a character that changes the direction of text'],
  [/\\/u, 'holds a backslash; folders are separated by "/"'],
  [/[:<>"|?*]/u, 'holds one of : < > " | ? *'],
  [
    /%(?:2e|2f|5c|3a|[01][0-9a-f]|7f|c[01])/iu,
    'holds a percent escape that some reader may decode to another path',
  ],
]

const forbiddenInPart: readonly (readonly [RegExp, string])[] = [
  [/^$/u, 'has an empty part'],
  [/^\.\.?$/u, 'has a part that is "." or ".."'],
  [/^\s|\s$/u, 'has a part that starts or ends with a space'],
  [/\.$/u, 'has a part that ends with a dot'],
  [
    /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)\s*(?:\.|$)/iu,
    'has a part that Windows keeps for a device',
  ],
  [/~[0-9]/u, 'has a part that looks like a short name of Windows (~1)'],
]

/** Ordinary names: letters, digits, - and _, with single dots or spaces between them. Most paths are of this kind. */
const ordinaryPath = /^[a-z0-9_-]+(?:[. ][a-z0-9_-]+)*(?:\/[a-z0-9_-]+(?:[. ][a-z0-9_-]+)*){0,31}$/i
const perhapsDevice = /(?:^|\/)(?:con|prn|aux|nul|com|lpt|clock)/i
const onlyASCII = /^[\x20-\x7e]*$/

/**
 * The one rule for paths inside packs, on every system the same, so that what one can publish all can install.
 *
 * @returns why `path` is refused, as the end of a sentence that starts with the path; `undefined` when it is fine.
 * Nothing is ever repaired.
 */
export function packPathProblem(path: string): string | undefined {
  if (path.length > packPathLimits.codeUnits)
    return `is longer than ${String(packPathLimits.codeUnits)} UTF-16 units`
  if (path === '') return 'is empty'
  // Nothing but speed: test "agrees with the full rule about ordinary paths".
  const isOrdinary =
    path.length <= packPathLimits.partBytes && ordinaryPath.test(path) && !perhapsDevice.test(path)
  return isOrdinary ? undefined : fullRule(path)
}

function fullRule(path: string): string | undefined {
  const found = forbiddenEverywhere.find(([pattern]) => pattern.test(path))
  if (found !== undefined) return found[1]
  if (path.normalize('NFC') !== path) return 'is not in Unicode normal form C'
  if (utf8Length(path) > packPathLimits.bytes) return `is longer than ${String(packPathLimits.bytes)} bytes`
  const parts = path.split('/')
  if (parts.length > packPathLimits.depth) return `has more than ${String(packPathLimits.depth)} parts`
  return firstProblem(parts)
}

/**
 * Reads a path inside a pack.
 *
 * @throws AssetPackError `unsafePath` that states the rule.
 */
export function parsePackPath(path: string): string {
  const problem = packPathProblem(path)
  if (problem === undefined) return path
  const shown = JSON.stringify(path.slice(0, packPathLimits.codeUnits))
  throw new AssetPackError('unsafePath', `The path ${shown} ${problem}.`, {
    details: { path: path.slice(0, packPathLimits.codeUnits), rule: problem },
  })
}

/**
 * What two paths of one pack must not share: some file system takes them for the same file.
 *
 * Unicode's NFKC_Casefold, approximated with what the language has: lower, upper and lower case again fold at least what
 * CaseFolding.txt's full folding folds (ß and ẞ to ss, İ to i̇).
 */
export function packPathKey(path: string): string {
  if (onlyASCII.test(path)) return path.toLowerCase()
  const plain = path.normalize('NFKC').replace(/\p{Default_Ignorable_Code_Point}/gu, '')
  return plain.toLowerCase().toUpperCase().toLowerCase().normalize('NFKC')
}

/** The first two paths that cannot be in one pack: they share a key, or one is a file and a folder of the other. */
export function packPathCollision(
  paths: Iterable<string>,
): { readonly first: string; readonly second: string } | undefined {
  const files = new Map<string, string>()
  for (const path of paths) {
    const key = packPathKey(path)
    const other = files.get(key)
    if (other !== undefined) return { first: other, second: path }
    files.set(key, path)
  }
  for (const [key, path] of files) {
    for (let end = key.lastIndexOf('/'); end > 0; end = key.lastIndexOf('/', end - 1)) {
      const file = files.get(key.slice(0, end))
      if (file !== undefined) return { first: file, second: path }
    }
  }
  return undefined
}

function firstProblem(parts: readonly string[]): string | undefined {
  for (const part of parts) {
    const found = forbiddenInPart.find(([pattern]) => pattern.test(part))
    if (found !== undefined) return found[1]
    if (utf8Length(part) > packPathLimits.partBytes) {
      return `has a part longer than ${String(packPathLimits.partBytes)} bytes`
    }
  }
  return undefined
}

function utf8Length(text: string): number {
  let bytes = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}
