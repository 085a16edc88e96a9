import { createIntl } from '@formatjs/intl'
import { describe, expect, it } from 'vitest'
import { en } from '../../../../src-shared/messages/en'
import type { MessageID } from '../../../../src-shared/messages/message-id'
import { pseudoCatalogue, pseudoSentence } from '../../../../src-shared/messages/pseudo'

describe('the language that nobody speaks', () => {
  it.each([
    ['Update', '[Úþðáţé ļóŕ]'],
    ['{done} of {total}', '[{done} óƒ {total} ļ]'],
    ['<b>No {name}</b>', '[<b>Ñó {name}</b> ļ]'],
    [
      '{count, plural, one {# pack is} other {All # <b>packs</b> of {title} are}} here',
      '[{count, plural, one {# þáçķ íš} other {Áļļ # <b>þáçķš</b> óƒ {title} áŕé}} ĥéŕé ļóŕéɱ í]',
    ],
    ['7 %', '[7 %]'],
  ])('writes "%s" as "%s"', (sentence, expected) => {
    expect(pseudoSentence(sentence)).toBe(expected)
  })

  it('leaves every sentence of the app one that can be read, with its values', () => {
    const problems: string[] = []
    const messages = pseudoCatalogue(en)
    const intl = createIntl({ locale: 'en', messages, onError: (error) => problems.push(error.message) })
    const tag = (parts: readonly unknown[]): string => parts.join('')
    for (const id of Object.keys(en) as MessageID[]) {
      const names = [...en[id].matchAll(/\{(\w+)[,}]/g)].map((match) => [match[1] ?? '', 2])
      const values = Object.fromEntries(names) as Record<string, number>
      intl.formatMessage({ id }, { ...values, b: tag, v: tag, path: tag })
    }
    expect([problems, messages['downloads.after']]).toEqual([[], '[Šţáŕţš áƒţéŕ {title} ļóŕéɱ]'])
  })
})
