import {
  exactMatch,
  searchableText,
  searchWords,
  similarMatch,
  type SearchableText,
  type TextRange,
} from '../../src-shared/base/fuzzy-match'
import type { JsonValue } from '../../src-shared/base/json'
import { remembered, rememberedOf } from '../../src-shared/base/remembered'
import type { AssetPackDescription } from '../../src-shared/domain/asset-pack'
import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { LibraryEntry } from '../../src-shared/domain/library'
import { packTitle, withoutControls } from '../../src-shared/domain/pack-text'

/** Where a search was found in a pack. */
export interface PackMatch {
  readonly title: readonly TextRange[]
  readonly id: readonly TextRange[]
  /** A part of what else the publisher says, when the search was found neither in the name nor in the id. */
  readonly excerpt?: { readonly text: string; readonly ranges: readonly TextRange[] }
}

/** What a search came to. */
export interface PackSearch {
  readonly matches: ReadonlyMap<AssetPackID, PackMatch>
  /** Nothing holds these very words: these are packs with words like them. */
  readonly isSimilar: boolean
}

/**
 * The packs that hold every word of `search`, in their name, their id or any value of their `userInfo`; where no pack does,
 * those with words that one may have meant. `undefined` when there is nothing to search.
 */
export function searchPacks(entries: Iterable<LibraryEntry>, search: string): PackSearch | undefined {
  if (searchWords(search).length === 0) return undefined
  return searchDescriptions(
    Array.from(entries, ({ assetPack }) => assetPack),
    search,
  )
}

/** Makes ready what a search of that pack needs: the first letter of a search waits for all that is not. */
export function prepareSearch({ assetPack }: LibraryEntry): void {
  textsOf(assetPack)
}

/** The same for as long as it is searched in the same descriptions, whatever becomes of the packs meanwhile. */
const searchDescriptions = remembered(
  (packs: readonly AssetPackDescription[], search: string): PackSearch => {
    const words = searchWords(search)
    const exact = matchesOf(packs, words, exactMatch)
    if (exact.size > 0) return { matches: exact, isSimilar: false }
    const similar = matchesOf(
      packs,
      words,
      (word, text) => exactMatch(word, text) ?? similarMatch(word, text),
    )
    return { matches: similar, isSimilar: true }
  },
)

type Matcher = (word: string, text: SearchableText) => TextRange | undefined

function matchesOf(
  packs: readonly AssetPackDescription[],
  words: readonly string[],
  matcher: Matcher,
): ReadonlyMap<AssetPackID, PackMatch> {
  const found = new Map<AssetPackID, PackMatch>()
  for (const pack of packs) {
    const match = matchOf(textsOf(pack), words, matcher)
    if (match !== undefined) found.set(pack.id, match)
  }
  return found
}

function matchOf(texts: PackTexts, words: readonly string[], matcher: Matcher): PackMatch | undefined {
  const title: TextRange[] = []
  const id: TextRange[] = []
  let excerpt: PackMatch['excerpt']
  for (const word of words) {
    const inTitle = matcher(word, texts.title)
    const inID = matcher(word, texts.id)
    if (inTitle !== undefined) title.push(inTitle)
    if (inID !== undefined) id.push(inID)
    if (inTitle !== undefined || inID !== undefined) continue
    const other = firstOther(word, texts.others, matcher)
    if (other === undefined) return undefined
    excerpt ??= other
  }
  return { title: joined(title), id: joined(id), ...(excerpt === undefined ? {} : { excerpt }) }
}

function firstOther(
  word: string,
  others: readonly OtherText[],
  matcher: Matcher,
): PackMatch['excerpt'] | undefined {
  for (const { text, searchable } of others) {
    const range = matcher(word, searchable)
    if (range !== undefined) return excerptAround(text, range)
  }
  return undefined
}

/** As much of a text as fits beside what was found. */
const lettersBefore = 24
const lettersAfter = 80

function excerptAround(text: string, { start, end }: TextRange): NonNullable<PackMatch['excerpt']> {
  // Not in the middle of a word: the reader would stumble.
  const least = Math.max(0, start - lettersBefore)
  const gap = text.indexOf(' ', least)
  const begin = least === 0 ? 0 : gap === -1 || gap >= start ? start : gap + 1
  const mark = begin === 0 ? '' : '… '
  const shown = `${mark}${text.slice(begin, end + lettersAfter)}`
  const shift = mark.length - begin
  return { text: shown, ranges: [{ start: start + shift, end: end + shift }] }
}

/** In their order, and none twice. */
function joined(ranges: readonly TextRange[]): readonly TextRange[] {
  const merged: TextRange[] = []
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1)
    if (last !== undefined && range.start <= last.end)
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, range.end) }
    else merged.push(range)
  }
  return merged
}

interface OtherText {
  readonly text: string
  readonly searchable: SearchableText
}

interface PackTexts {
  readonly title: SearchableText
  readonly id: SearchableText
  readonly others: readonly OtherText[]
}

const textsOf = rememberedOf((pack: AssetPackDescription): PackTexts => {
  const { title: _title, picture: _picture, ...rest } = pack.userInfo ?? {}
  return {
    title: searchableText(packTitle(pack)),
    id: searchableText(pack.id),
    others: valuesOf(rest).map((text) => ({ text, searchable: searchableText(text) })),
  }
})

/** A publisher may write a book into `userInfo`; this much of one value is searched. */
const searchedLetters = 4_000

function valuesOf(value: JsonValue): readonly string[] {
  if (typeof value === 'string') {
    const text = withoutControls(value).replaceAll(/\s+/g, ' ').trim()
    return text === '' ? [] : [text.slice(0, searchedLetters)]
  }
  if (typeof value === 'number') return [String(value)]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap((inner: JsonValue) => valuesOf(inner))
}
