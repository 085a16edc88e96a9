import { describe, expect, test } from 'vitest'
import { isPlainMessageWithin } from '../../../../src-main/electron/message-size'

const limit = 65_536

function nested(depth: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < depth; level += 1) value = [value]
  return value
}

function cyclic(): unknown {
  const value: { self?: unknown } = {}
  value.self = value
  return value
}

describe('isPlainMessageWithin', () => {
  test.each([
    ['a call', { kind: 'call', id: 1, name: 'pause', argument: 'tutorial' }],
    ['a call without an argument', { kind: 'call', id: 2, name: 'pauseAll', argument: undefined }],
    ['null', null],
    ['an own key that names the prototype', JSON.parse('{"__proto__":{"x":1}}')],
  ])('lets %s through', (_name, message) => {
    expect(isPlainMessageWithin(message, limit)).toBe(true)
  })

  test.each([
    ['10 MB of text', 'x'.repeat(10_000_000)],
    ['a long key', { ['x'.repeat(70_000)]: 1 }],
    ['a long list', new Array(1_000_000).fill(0)],
    ['a cycle', cyclic()],
    ['100,000 levels', nested(100_000)],
    ['a map', new Map()],
    ['bytes', new Uint8Array(8)],
    ['a date', new Date(0)],
    ['a large integer', 10n],
    ['a function', () => undefined],
  ])('E-02 drops %s', (_name, message) => {
    expect(isPlainMessageWithin(message, limit)).toBe(false)
  })
})
