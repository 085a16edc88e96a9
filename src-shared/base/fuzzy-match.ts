/** A part of a text, in UTF-16 units: from `start` up to, not including, `end`. */
export interface TextRange {
  readonly start: number
  readonly end: number
}

/** A text prepared to be searched: without case and accents, and where each of its letters stood before. */
export interface SearchableText {
  readonly folded: string
  /** For each unit of `folded` where the letter that it came from begins; one more for the end. */
  readonly starts: readonly number[]
  readonly words: readonly TextRange[]
}

/** Prepares a text, so that "cafe" finds "Café" and "STRASSE" finds "Straße". */
export function searchableText(text: string): SearchableText {
  const { folded, starts } = isPlain(text) ? foldedPlain(text) : foldedLetters(text)
  const words = [...folded.matchAll(/[\p{L}\p{N}]+/gu)].map(({ 0: word, index }) => ({
    start: index,
    end: index + word.length,
  }))
  return { folded, starts, words }
}

/** Most of what there is to search has neither accents nor signs of more than one unit. */
function isPlain(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text)
}

type Folded = Pick<SearchableText, 'folded' | 'starts'>

function foldedPlain(text: string): Folded {
  return { folded: text.toLowerCase(), starts: Array.from({ length: text.length + 1 }, (_, at) => at) }
}

function foldedLetters(text: string): Folded {
  let folded = ''
  const starts: number[] = []
  let at = 0
  for (const letter of text) {
    const plain = fold(letter)
    for (let unit = 0; unit < plain.length; unit += 1) starts.push(at)
    folded += plain
    at += letter.length
  }
  starts.push(text.length)
  return { folded, starts }
}

/** The words of a search, folded as texts are; each must be found. */
export function searchWords(search: string): readonly string[] {
  // Letter by letter, as texts are: a sigma at the end of a word would become another letter than there.
  return Array.from(search, fold)
    .join('')
    .split(/\s+/)
    .filter((word) => word !== '')
}

/** Where `word` stands in a text as it is written, at the beginning of a word if it does so anywhere. */
export function exactMatch(word: string, text: SearchableText): TextRange | undefined {
  const first = text.folded.indexOf(word)
  if (first === -1) return undefined
  const atBeginning = text.words.find(({ start }) => text.folded.startsWith(word, start))
  const start = atBeginning?.start ?? first
  return original({ start, end: start + word.length }, text)
}

/**
 * The word of a text that is most like `word`, or begins like it, when no more letters differ than somebody mistypes: one of
 * four to seven, two of eight and more. Two letters that changed places are one mistake.
 */
export function similarMatch(word: string, text: SearchableText): TextRange | undefined {
  const most = toleratedMistakes(word)
  if (most === 0) return undefined
  let best: { readonly range: TextRange; readonly mistakes: number } | undefined
  for (const range of text.words) {
    const mistakes = mistakesAtBeginning(word, text.folded.slice(range.start, range.end), most)
    if (mistakes <= most && mistakes < (best?.mistakes ?? Infinity)) best = { range, mistakes }
  }
  return best === undefined ? undefined : original(best.range, text)
}

function toleratedMistakes({ length }: string): number {
  if (length < 4) return 0
  return length < 8 ? 1 : 2
}

function fold(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toUpperCase().toLowerCase()
}

function original({ start, end }: TextRange, { starts }: SearchableText): TextRange {
  const last = starts[end - 1] ?? 0
  // A letter may have become several: the range goes up to the next one.
  const after = starts.slice(end).find((place) => place > last) ?? starts.at(-1) ?? 0
  return { start: starts[start] ?? 0, end: after }
}

/** The fewest mistakes that make `word` of `candidate`, or of its beginning; more than `most` is as good as infinite. */
function mistakesAtBeginning(word: string, candidate: string, most: number): number {
  if (candidate.length < word.length - most) return Infinity
  const width = Math.min(candidate.length, word.length + most)
  let beforeLast: readonly number[] = []
  let last: readonly number[] = Array.from({ length: width + 1 }, (_, column) => column)
  for (let row = 1; row <= word.length; row += 1) {
    const present = [row]
    for (let column = 1; column <= width; column += 1) {
      present.push(cost({ word, candidate, row, column, present, last, beforeLast }))
    }
    if (Math.min(...present) > most) return Infinity
    beforeLast = last
    last = present
  }
  return Math.min(...last)
}

interface Cell {
  readonly word: string
  readonly candidate: string
  readonly row: number
  readonly column: number
  readonly present: readonly number[]
  readonly last: readonly number[]
  readonly beforeLast: readonly number[]
}

/** One cell of the table of distances: a letter replaced, left out, put in, or two that changed places. */
function cost({ word, candidate, row, column, present, last, beforeLast }: Cell): number {
  const at = (line: readonly number[], place: number): number => line[place] ?? Infinity
  const isSame = word[row - 1] === candidate[column - 1]
  const replaced = at(last, column - 1) + (isSame ? 0 : 1)
  const least = Math.min(replaced, at(last, column) + 1, at(present, column - 1) + 1)
  const isSwapped =
    row > 1 &&
    column > 1 &&
    word[row - 1] === candidate[column - 2] &&
    word[row - 2] === candidate[column - 1]
  return isSwapped ? Math.min(least, at(beforeLast, column - 2) + 1) : least
}
