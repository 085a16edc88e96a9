import { createIntl } from '@formatjs/intl'
import { describe, expect, it } from 'vitest'
import { messages, type MessageID } from '../../../../src-renderer/format/messages'

const ids = Object.keys(messages) as MessageID[]

describe('messages', () => {
  it('are all well formed: each can be read with its values', () => {
    const problems: string[] = []
    const intl = createIntl({ locale: 'en', messages, onError: (error) => problems.push(error.message) })
    for (const id of ids) intl.formatMessage({ id }, everyValue())
    expect(problems).toEqual([])
  })

  it('never write a plural with brackets', () => {
    expect(ids.filter((id) => messages[id].includes('(s)'))).toEqual([])
  })
})

function everyValue(): Record<string, number | ((parts: readonly unknown[]) => string)> {
  const names = ids.flatMap((id) => [...messages[id].matchAll(/\{(\w+)/g)].map((match) => match[1] ?? ''))
  const text = (parts: readonly unknown[]): string => parts.join('')
  return { ...Object.fromEntries(names.map((name) => [name, 2])), b: text, v: text }
}
