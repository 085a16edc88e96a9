import { expect, test } from 'vitest'
import { chunkSketch } from '../../../../src-main/packaging/chunk-sketch'
import { builtCode } from '../../../support/built-code'
import { seededBytes } from '../../../support/file-tree'

function shared(first: Uint8Array, second: Uint8Array): number {
  const numbers = new Set(chunkSketch(first))
  return chunkSketch(second).filter((number) => numbers.has(number)).length
}

test('content that moved and changed a little shares most numbers', () => {
  const code = Buffer.from(builtCode(600, 'first'))
  const other = Buffer.concat([Buffer.from('/* a banner */'), Buffer.from(builtCode(600, 'second'))])
  expect(shared(code, other)).toBeGreaterThan(20)
})

test('foreign content shares none', () => {
  expect(shared(seededBytes(64_000, 1), seededBytes(64_000, 2))).toBe(0)
})

test('holds at most 32 different numbers, and none of content without any variety', () => {
  expect([chunkSketch(seededBytes(256_000, 1)).length, chunkSketch(new Uint8Array(64_000)).length]).toEqual([
    32, 0,
  ])
})
