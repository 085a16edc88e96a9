import { createIntl } from '@formatjs/intl'
import { describe, expect, it } from 'vitest'
import { ar } from '../../../../src-shared/messages/ar'
import { de } from '../../../../src-shared/messages/de'
import { en } from '../../../../src-shared/messages/en'
import { ja } from '../../../../src-shared/messages/ja'
import type { Catalogue, MessageID } from '../../../../src-shared/messages/message-id'

const ids = Object.keys(en) as MessageID[]
const catalogues: readonly (readonly [string, Catalogue])[] = [
  ['en', en],
  ['de', de],
  ['ja', ja],
  ['ar', ar],
]

describe.each(catalogues)('the sentences in %s', (locale, messages) => {
  it('are all well formed: each can be read with its values, whatever the number', () => {
    const problems: string[] = []
    const intl = createIntl({ locale, messages, onError: (error) => problems.push(error.message) })
    for (const count of [0, 1, 2, 3, 11, 100]) {
      const values = everyValue(count)
      for (const id of ids) intl.formatMessage({ id }, values)
    }
    expect(problems).toEqual([])
  })

  it('never write a plural with brackets', () => {
    expect(ids.filter((id) => messages[id].includes('(s)'))).toEqual([])
  })

  it('have the values and the tags of the English ones, no more and no fewer', () => {
    const marks = Object.fromEntries(ids.map((id) => [id, marksOf(messages[id])]))
    expect(marks).toEqual(Object.fromEntries(ids.map((id) => [id, marksOf(en[id])])))
  })

  it('know every plural that the language has', () => {
    const { pluralCategories } = new Intl.PluralRules(locale).resolvedOptions()
    const lacking = ids.flatMap((id) =>
      messages[id].includes(', plural,')
        ? pluralCategories
            .filter((category) => !messages[id].includes(` ${category} {`))
            .map((category) => `${id}: ${category}`)
        : [],
    )
    expect(lacking).toEqual([])
  })
})

const { getMessageFormat } = createIntl({ locale: 'en', messages: {} }).formatters
type Piece = ReturnType<ReturnType<typeof getMessageFormat>['getAst']>[number]

/** The names of values and of tags in a sentence, each once. */
function marksOf(sentence: string): readonly string[] {
  const marks = (pieces: readonly Piece[]): readonly string[] =>
    pieces.flatMap((piece) => {
      if ('children' in piece) return [`<${piece.value}>`, ...marks(piece.children)]
      if ('options' in piece)
        return [piece.value, ...Object.values(piece.options).flatMap((option) => marks(option.value))]
      // The sign for the number of a plural has no value; a text has one, but no name.
      return 'value' in piece && !isLiteralElement(piece) ? [piece.value] : []
    })
  return [...new Set(marks(getMessageFormat(sentence, 'en').getAst()))].sort()
}

// The parser's own numbers for its kinds of pieces are not reachable from here; 0 is its literal text.
function isLiteralElement(piece: Piece): boolean {
  return (piece.type as number) === 0
}

type Value = number | ((parts: readonly unknown[]) => string)

function everyValue(count: number): Readonly<Record<string, Value>> {
  const text = (parts: readonly unknown[]): string => parts.join('')
  const values = ids
    .flatMap((id) => marksOf(en[id]))
    .map((mark): readonly [string, Value] =>
      mark.startsWith('<') ? [mark.slice(1, -1), text] : [mark, count],
    )
  return Object.fromEntries(values)
}
