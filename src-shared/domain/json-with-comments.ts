import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser'
import type { JsonObject, JsonValue } from '../base/json'
import { AssetPackError } from './errors'

const limits = { characters: 4 * 1024 * 1024, depth: 16 } as const

/**
 * Reads JSON with comments and trailing commas, as people write it by hand.
 *
 * @throws AssetPackError `manifestInvalid` that names the line; also for what cannot be meant: a key twice, a key that
 * reaches an object's prototype, more than 16 levels.
 */
export function readJsonWithComments(text: string): JsonValue {
  if (text.length > limits.characters) throw unreadable('it is longer than 4 MiB')
  const root = parseWithinStack(text)
  if (root === undefined) throw unreadable('it is empty')
  return valueOf(root, text)
}

/** The parser recurses; what has so many levels that it cannot is none of ours. */
function parseWithinStack(text: string): Node | undefined {
  try {
    return parse(text)
  } catch (error) {
    if (error instanceof RangeError) throw unreadable(`it has more than ${String(limits.depth)} levels`)
    throw error
  }
}

function parse(text: string): Node | undefined {
  const errors: ParseError[] = []
  const root = parseTree(text.replace(/^\ufeff/, ' '), errors, { allowTrailingComma: true })
  const [first] = errors
  if (first !== undefined)
    throw unreadable(`${lineOf(text, first.offset)}: ${printParseErrorCode(first.error)}`)
  return root
}

function valueOf(node: Node, text: string, depth = 1): JsonValue {
  if (depth > limits.depth)
    throw unreadable(`${lineOf(text, node.offset)}: more than ${String(limits.depth)} levels`)
  const children = node.children ?? []
  if (node.type === 'array') return children.map((child) => valueOf(child, text, depth + 1))
  if (node.type === 'object') return objectOf(children, text, depth)
  return node.value as JsonValue
}

function objectOf(properties: readonly Node[], text: string, depth: number): JsonObject {
  const entries = new Map<string, JsonValue>()
  for (const { children, offset } of properties) {
    const [key, value] = children ?? []
    const name = String(key?.value)
    if (value === undefined) throw unreadable(`${lineOf(text, offset)}: "${name}" has no value`)
    if (name === '__proto__') throw unreadable(`${lineOf(text, offset)}: "__proto__" cannot be a key`)
    if (entries.has(name)) throw unreadable(`${lineOf(text, offset)}: "${name}" is there twice`)
    entries.set(name, valueOf(value, text, depth + 1))
  }
  return Object.fromEntries(entries)
}

function lineOf(text: string, offset: number): string {
  return `line ${String(text.slice(0, offset).split('\n').length)}`
}

function unreadable(rule: string): AssetPackError {
  return new AssetPackError('manifestInvalid', `The packaging manifest cannot be read: ${rule}.`, {
    details: { key: '', value: '', rule },
  })
}
