import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser'
import type { JsonObject, JsonValue } from '../base/json'
import { AssetPackError } from './errors'

/** The parser's findings in plain words; their names for those that need none. */
const syntaxTexts: Readonly<Partial<Record<string, string>>> = {
  InvalidSymbol: 'a word stands where a value should; texts need double quotes',
  InvalidNumberFormat: 'this is no number',
  PropertyNameExpected: 'a key in double quotes is missing',
  ValueExpected: 'a value is missing',
  ColonExpected: 'a ":" is missing after a key',
  CommaExpected: 'a "," is missing before this',
  CloseBraceExpected: 'a "}" is missing',
  CloseBracketExpected: 'a "]" is missing',
  EndOfFileExpected: 'there is something after the end',
  UnexpectedEndOfComment: 'a comment does not end',
  UnexpectedEndOfString: 'a text does not end',
  UnexpectedEndOfNumber: 'a number does not end',
  InvalidUnicode: 'a \\u escape is not four digits',
  InvalidEscapeCharacter: 'a text has a \\ that JSON does not know; write \\\\ for a backslash',
  InvalidCharacter: 'a text has a line break or control character',
}

/** Why a text cannot be read; never leaves this file. */
class Unreadable extends Error {}

const limits = { characters: 4 * 1024 * 1024, depth: 16 } as const

/**
 * Reads JSON with comments and trailing commas, as people write it by hand.
 *
 * @param file - What it is called in refusals.
 * @throws AssetPackError `manifestInvalid` that names file and line; also for what cannot be meant: a key twice, a key that
 * reaches an object's prototype, more than 16 levels.
 */
export function readJsonWithComments(text: string, file: string): JsonValue {
  try {
    return read(text)
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    const rule = error.message
    throw new AssetPackError('manifestInvalid', `${file} cannot be read: ${rule}.`, {
      details: { path: file, key: '', value: '', rule },
    })
  }
}

function read(text: string): JsonValue {
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
    throw unreadable(`${lineOf(text, first.offset)}: ${syntaxText(printParseErrorCode(first.error))}`)
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

function syntaxText(name: string): string {
  return syntaxTexts[name] ?? name
}

function unreadable(rule: string): Unreadable {
  return new Unreadable(rule)
}
