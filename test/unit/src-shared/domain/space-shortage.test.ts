import { expect, test } from 'vitest'
import { shortageDetails, shortageOf } from '../../../../src-shared/domain/space-shortage'
import { anError } from '../../../support/library-builders'

const figures = { diskBytesNeeded: 900, bytesToFetch: 700, freeBytes: 200 }
const lowSpace = { diskBytesNeeded: 150, bytesToFetch: 800 }

test('the figures of missing space come back out of an error, those of low-space mode when it has room', () => {
  const backFrom = (shortage: typeof figures): unknown =>
    shortageOf({ code: 'outOfSpace', details: { ...shortageDetails(shortage), path: '/packs' } })
  const both = { ...figures, lowSpace }
  expect([backFrom(figures), backFrom(both)]).toEqual([figures, both])
})

test('other errors, and a disk that was full when it was written to, have no figures', () => {
  expect([
    shortageOf({ ...anError('diskGone'), details: shortageDetails(figures) }),
    shortageOf(anError('outOfSpace')),
    shortageOf({ ...anError('outOfSpace'), details: { ...shortageDetails(figures), freeBytes: 'none' } }),
  ]).toEqual([undefined, undefined, undefined])
})
