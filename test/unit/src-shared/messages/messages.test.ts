import { createIntl } from '@formatjs/intl'
import { describe, expect, it } from 'vitest'
import { en } from '../../../../src-shared/messages/en'
import type { MessageID } from '../../../../src-shared/messages/message-id'

const ids = Object.keys(en) as MessageID[]

describe('messages', () => {
  it('are all well formed: each can be read with its values', () => {
    const problems: string[] = []
    const intl = createIntl({ locale: 'en', messages: en, onError: (error) => problems.push(error.message) })
    for (const id of ids) intl.formatMessage({ id }, everyValue())
    expect(problems).toEqual([])
  })

  it('never write a plural with brackets', () => {
    expect(ids.filter((id) => en[id].includes('(s)'))).toEqual([])
  })
})

function everyValue(): Record<string, number | ((parts: readonly unknown[]) => string)> {
  const names = ids.flatMap((id) => [...en[id].matchAll(/\{(\w+)/g)].map((match) => match[1] ?? ''))
  const text = (parts: readonly unknown[]): string => parts.join('')
  return { ...Object.fromEntries(names.map((name) => [name, 2])), b: text, v: text }
}
