import { expect, test } from 'vitest'
import { moveForKey, neighbourMoves, placeAfterMove } from '../../../../src-renderer/store/queue-moves'
import { anID } from '../../../support/pack-builder'

const queue = ['a', 'b', 'c'].map((id) => anID(id))
const alt = { altKey: true, ctrlKey: false, metaKey: false, shiftKey: false }

test.each([
  ['ArrowUp', 'b', { kind: 'before', id: 'a' }],
  ['ArrowDown', 'b', { kind: 'after', id: 'c' }],
  ['Home', 'c', { kind: 'first' }],
  ['End', 'a', { kind: 'after', id: 'c' }],
  ['ArrowUp', 'a', 'none'],
  ['ArrowDown', 'c', 'none'],
  ['Home', 'a', 'none'],
  ['End', 'c', 'none'],
  ['Enter', 'b', undefined],
])('Alt and %s move %s: %j', (key, id, move) => {
  expect(moveForKey({ key, ...alt }, anID(id), queue)).toEqual(move)
})

test('an arrow without Alt, or with another key, moves nothing', () => {
  const others = [{ altKey: false }, { ctrlKey: true }, { metaKey: true }]
  const moves = others.map((other) => moveForKey({ key: 'ArrowUp', ...alt, ...other }, anID('b'), queue))
  expect(moves).toEqual([undefined, undefined, undefined])
})

test('a move leads to one place, which may be the one where the download is', () => {
  const places = [
    placeAfterMove(anID('b'), { kind: 'first' }, queue),
    placeAfterMove(anID('a'), { kind: 'last' }, queue),
    placeAfterMove(anID('c'), { kind: 'before', id: anID('a') }, queue),
    placeAfterMove(anID('a'), { kind: 'after', id: anID('b') }, queue),
    placeAfterMove(anID('b'), { kind: 'after', id: anID('a') }, queue),
    placeAfterMove(anID('b'), { kind: 'before', id: anID('x') }, queue),
  ]
  expect(places).toEqual([0, 2, 0, 1, 1, undefined])
})

test('what is not in the queue goes nowhere', () => {
  expect(neighbourMoves(anID('x'), queue)).toEqual({ up: undefined, down: undefined })
})
