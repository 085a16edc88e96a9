import type { JsonValue } from '../base/json'
import type { AssetPackDescription } from './asset-pack'
import { withoutControls } from './pack-text'

/** A run of words of one look. */
export interface NewsSpan {
  readonly look: 'plain' | 'strong' | 'code'
  readonly text: string
}

/** A heading, a paragraph, or the items of a list. */
export type NewsBlock =
  | { readonly kind: 'heading' | 'paragraph'; readonly spans: readonly NewsSpan[] }
  | { readonly kind: 'list'; readonly items: readonly (readonly NewsSpan[])[] }

/**
 * What the publisher says is new in a version: `userInfo.changelog`. A text; a list of texts, one for each change; or an object
 * of these by version, of which that of this version counts.
 *
 * The text is a small part of Markdown: headings, lists, paragraphs, `**bold**` and `` `code` ``. It becomes words and nothing
 * else: what looks like HTML stays text, and a link stays its words with the host it leads to, for a window opens nothing that
 * a pack names.
 */
export function packNews({
  userInfo,
  version,
}: Pick<AssetPackDescription, 'userInfo' | 'version'>): readonly NewsBlock[] {
  const all =
    userInfo !== undefined && Object.hasOwn(userInfo, 'changelog') ? userInfo['changelog'] : undefined
  return blocksOf(isByVersion(all) ? ownValue(all, String(version)) : all)
}

function isByVersion(value: JsonValue | undefined): value is Readonly<Record<string, JsonValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function ownValue(record: Readonly<Record<string, JsonValue>>, key: string): JsonValue | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}

function blocksOf(value: JsonValue | undefined): readonly NewsBlock[] {
  if (typeof value === 'string') return textBlocks(value)
  if (!Array.isArray(value)) return []
  const items = (value as readonly JsonValue[]).flatMap((item) =>
    typeof item === 'string' && item.trim() !== '' ? [spansOf(item)] : [],
  )
  return items.length === 0 ? [] : [{ kind: 'list', items }]
}

const headingLine = /^#{1,6}\s+(.*)$/
const itemLine = /^(?:[-*+•]|[0-9]{1,3}[.)])\s+(.*)$/

function textBlocks(text: string): readonly NewsBlock[] {
  const draft = new BlockDraft()
  for (const line of text.split(/\r?\n/)) draft.add(line.trim())
  return draft.finish()
}

/** Lines gathered into blocks. */
class BlockDraft {
  readonly #blocks: NewsBlock[] = []
  #words: string[] = []
  #items: string[] = []

  add(line: string): void {
    const heading = headingLine.exec(line)?.[1]
    const item = itemLine.exec(line)?.[1]
    if (line === '') this.#close()
    else if (heading !== undefined) this.#addHeading(heading)
    else if (item !== undefined) this.#addItem(item)
    // A line that goes on belongs to what stands before it.
    else if (this.#items.length > 0) this.#items.push(`${this.#items.pop() ?? ''} ${line}`)
    else this.#words.push(line)
  }

  finish(): readonly NewsBlock[] {
    this.#close()
    return this.#blocks
  }

  #addHeading(text: string): void {
    this.#close()
    this.#blocks.push({ kind: 'heading', spans: spansOf(text) })
  }

  #addItem(text: string): void {
    if (this.#words.length > 0) this.#close()
    this.#items.push(text)
  }

  #close(): void {
    if (this.#words.length > 0)
      this.#blocks.push({ kind: 'paragraph', spans: spansOf(this.#words.join(' ')) })
    if (this.#items.length > 0) this.#blocks.push({ kind: 'list', items: this.#items.map(spansOf) })
    this.#words = []
    this.#items = []
  }
}

function spansOf(text: string): readonly NewsSpan[] {
  const words = withLinksAsText(withoutControls(text)).replaceAll(/\s+/g, ' ').trim()
  return words.split(/(\*\*[^*]+\*\*|`[^`]+`)/).flatMap((part): readonly NewsSpan[] => {
    if (part === '') return []
    if (part.length > 4 && part.startsWith('**') && part.endsWith('**'))
      return [{ look: 'strong', text: part.slice(2, -2) }]
    if (part.length > 2 && part.startsWith('`') && part.endsWith('`'))
      return [{ look: 'code', text: part.slice(1, -1) }]
    return [{ look: 'plain', text: part }]
  })
}

/** `[the forum](https://example.com/forum)` becomes `the forum (example.com)`. */
function withLinksAsText(text: string): string {
  return text.replaceAll(
    /!?\[([^\]]{1,400})\]\(([^)\s]{1,2000})\)/g,
    (_all, words: string, address: string) => {
      const host = URL.canParse(address) ? new URL(address).host : ''
      return host === '' ? words : `${words} (${host})`
    },
  )
}
