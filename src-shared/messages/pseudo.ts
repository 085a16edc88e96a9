import type { Catalogue, MessageID } from './message-id'

const plain = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const accented = 'áƀçðéƒğĥíĵķļɱñóþǫŕšţúṽŵẋýžÁƁÇÐÉƑĜĤÍĴĶĻṀÑÓÞǪŔŠŢÚṼŴẊÝŽ'
const accents = new Map(Array.from(plain, (letter, index) => [letter, accented.charAt(index)]))

/** Words without meaning; a sentence is made longer with as much of them as it lacks. */
const filler = 'ļóŕéɱ íƥšúɱ ðóļóŕ šíţ áɱéţ çóñšéçţéţúŕ áðíƥíšçíñğ éļíţ '
/** German needs about this much more room than English. */
const growth = 0.4

/**
 * Every sentence as a language would have it that nobody speaks: accents show which fonts lack letters, brackets where a
 * sentence is cut or put together, and two fifths more of it what does not fit.
 */
export function pseudoCatalogue(messages: Catalogue): Catalogue {
  const entries = Object.entries(messages).map(([id, sentence]) => [id, pseudoSentence(sentence)])
  return Object.fromEntries(entries) as Readonly<Record<MessageID, string>>
}

/** One sentence; values, plurals and tags of ICU message format stay what they are. */
export function pseudoSentence(sentence: string): string {
  const { text, letters } = transformed(sentence, 0, false)
  const missing = Math.ceil(letters * growth)
  const more = filler
    .repeat(Math.ceil(missing / filler.length))
    .slice(0, missing)
    .trimEnd()
  return more === '' ? `[${text}]` : `[${text} ${more}]`
}

interface Transformed {
  readonly text: string
  /** How many letters somebody reads. */
  readonly letters: number
  /** Where the part has ended: at the bracket that closes it, or at the end of all. */
  readonly end: number
}

/** The text from `start` to the end, or, inside of a plural's branch, to the bracket that closes it. */
function transformed(sentence: string, start: number, isBranch: boolean): Transformed {
  let [text, letters, at] = ['', 0, start]
  while (at < sentence.length) {
    const character = sentence.charAt(at)
    if (character === '}' && isBranch) break
    if (character === '{') {
      const value = transformedValue(sentence, at)
      text += value.text
      letters += value.letters
      at = value.end
    } else if (character === '<') {
      const end = sentence.indexOf('>', at) + 1
      text += sentence.slice(at, end)
      at = end
    } else {
      const accent = accents.get(character)
      text += accent ?? character
      if (accent !== undefined) letters += 1
      at += 1
    }
  }
  return { text, letters, end: at }
}

/** `{name}` as it is; of `{count, plural, one {…} other {…}}` the branches, the longest of which counts. */
function transformedValue(sentence: string, start: number): Transformed {
  let [text, letters, at] = ['{', 0, start + 1]
  while (sentence.charAt(at) !== '}') {
    const character = sentence.charAt(at)
    if (character === '') throw new TypeError(`A value has no end: ${sentence}`)
    if (character === '{') {
      const branch = transformed(sentence, at + 1, true)
      text += `{${branch.text}}`
      letters = Math.max(letters, branch.letters)
      at = branch.end + 1
    } else {
      text += character
      at += 1
    }
  }
  return { text: `${text}}`, letters, end: at + 1 }
}
