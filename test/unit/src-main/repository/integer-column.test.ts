import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  decodeColumn,
  decodeDeltaColumn,
  encodeColumn,
  encodeDeltaColumn,
} from '../../../../src-main/repository/integer-column'

describe('integer columns', () => {
  it('come back as they went in, as they are and as differences', () => {
    fc.assert(
      fc.property(fc.uint32Array({ maxLength: 50 }), (values) => {
        expect(decodeColumn(encodeColumn(values))).toEqual(values)
        expect(decodeDeltaColumn(encodeDeltaColumn(values))).toEqual(values)
      }),
      { numRuns: 100 },
    )
  })

  it('put bytes of one kind together', () => {
    expect([...encodeColumn([1, 0x0102_0304])]).toEqual([1, 4, 0, 3, 0, 2, 0, 1])
  })
})
