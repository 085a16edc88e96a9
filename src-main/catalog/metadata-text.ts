import { AssetPackError } from '../../src-shared/domain/errors'

/** Deeper nesting than this is no metadata. */
const maximumDepth = 32

const roleName = /^[a-z0-9][a-z0-9-]{0,63}$/

/**
 * Checks a metadata file's text for what a JSON parser would read past, each reader in its own way: bytes that are no UTF-8,
 * a byte order mark, a key that comes twice, a number that does not survive being read, nesting without end. The signature
 * covers the parsed form only, so what two readers may read differently must not get that far.
 *
 * @throws `metadataInvalid`.
 */
export function checkMetadataText(bytes: Uint8Array, name: string): void {
  const text = decode(bytes, name)
  const value = parse(text, name)
  const problem = textProblem(text)
  if (problem !== undefined) throw invalid(name, problem)
  checkFields(value, name)
}

// In a text that is JSON these are all of its tokens except commas, true, false and null. What is no JSON must not be asked.
const token = /"(?:[^"\\]|\\.)*"(\s*:)?|[[\]{}]|-?\d[\d.eE+-]*/g

function textProblem(text: string): string | undefined {
  // One entry for each open object or array: the keys seen in it.
  const open: Set<string>[] = []
  for (const [found, colon] of text.matchAll(token)) {
    if (found === '{' || found === '[') {
      open.push(new Set())
      if (open.length > maximumDepth) return 'it is nested too deep'
    } else if (found === '}' || found === ']') open.pop()
    else if (colon !== undefined) {
      const key = found.slice(0, -colon.length)
      const keys = open[open.length - 1]
      if (!addKey(keys, key)) return `the key ${key.slice(0, 100)} comes twice`
    } else if (!found.startsWith('"') && !isExactInteger(found))
      return `the number ${found} is no exact integer`
  }
  return undefined
}

// A key may be spelled with escapes, so it is its meaning that must not come twice.
function addKey(keys: Set<string> | undefined, spelled: string): boolean {
  const key = spelled.includes('\\') ? JSON.stringify(JSON.parse(spelled)) : spelled
  if (keys === undefined || keys.has(key)) return false
  keys.add(key)
  return true
}

function isExactInteger(text: string): boolean {
  const value = Number(text)
  return Number.isSafeInteger(value) && String(value) === text
}

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw invalid(name, 'it is no JSON', cause)
  }
}

function decode(bytes: Uint8Array, name: string): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    if (!text.startsWith('\ufeff')) return text
  } catch (cause) {
    throw invalid(name, 'it is no UTF-8', cause)
  }
  throw invalid(name, 'it starts with a byte order mark')
}

function checkFields(value: unknown, name: string): void {
  const signed = field(value, 'signed')
  const version = field(signed, 'version')
  if (typeof version !== 'number' || version < 1) throw invalid(name, 'its version is no positive integer')
  for (const role of asArray(field(field(signed, 'delegations'), 'roles'))) {
    const delegate = field(role, 'name')
    if (typeof delegate !== 'string' || !roleName.test(delegate))
      throw invalid(name, 'a role has an unfit name')
  }
  for (const [role, { keyids }] of Object.entries(asRoles(field(signed, 'roles')))) {
    if (!hasDistinctKeys(keyids, field(signed, 'keys')))
      throw invalid(name, `one key counts twice for ${role}`)
  }
}

/** Two ids for one key would let one holder reach a threshold of two. */
function hasDistinctKeys(keyids: readonly unknown[], keys: unknown): boolean {
  const publics = keyids.map((id) => field(field(field(keys, String(id)), 'keyval'), 'public'))
  const known = publics.filter((key) => key !== undefined)
  return new Set(known).size === known.length
}

function asRoles(value: unknown): Readonly<Record<string, { readonly keyids: readonly unknown[] }>> {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(
    Object.entries(value).map(([name, role]) => [name, { keyids: asArray(field(role, 'keyids')) }]),
  )
}

function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : []
}

function field(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.getOwnPropertyDescriptor(value, key)?.value as unknown
}

function invalid(name: string, why: string, cause?: unknown): AssetPackError {
  return new AssetPackError('metadataInvalid', `The repository's ${name} cannot be used: ${why}.`, {
    cause,
    details: { file: name },
  })
}
