import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseContentRange, parseUnsatisfiedTotal } from '../../../../src-main/transport/content-range'
import { retryAfterSeconds, strongETag } from '../../../../src-main/transport/http-rules'
import { followRedirect } from '../../../../src-main/transport/redirect'
import { parseFetchURL } from '../../../../src-main/transport/url-rule'
import { AssetPackError } from '../../../../src-shared/domain/errors'

test('reads back every possible Content-Range', () => {
  const sizes = fc.tuple(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 2 ** 40 }))
  fc.assert(
    fc.property(sizes, ([start, more, after]) => {
      const range = { start, end: start + more, total: start + more + after }
      const header = `bytes ${String(range.start)}-${String(range.end)}/${String(range.total)}`
      expect(parseContentRange(header)).toEqual(range)
    }),
    { numRuns: 200 },
  )
})

test.each([
  '',
  'bytes 0-9/10/10',
  'bytes 0-9/9',
  'bytes 5-4/10',
  'bytes -1-4/10',
  'bytes 0-9/*',
  'Bytes 0-9/10 ',
])('B-03 refuses the Content-Range "%s"', (header) => {
  expect(parseContentRange(header)).toBeUndefined()
})

test('B-07 reads the length out of a 416, if it tells one', () => {
  const totals = ['bytes */10', undefined, 'bytes */*', '*/10'].map(parseUnsatisfiedTotal)
  expect(totals).toEqual([10, undefined, undefined, undefined])
})

test('takes only strong ETags for guards', () => {
  const tags = ['"abc"', 'W/"abc"', 'abc', '"a"b"', '"a\r\nX: y"', '""'].map((tag) =>
    strongETag(new Map([['etag', tag]])),
  )
  expect(tags).toEqual(['"abc"', undefined, undefined, undefined, undefined, '""'])
})

test('B-20 reads Retry-After in seconds and as a date, never more than an hour', () => {
  const now = Date.parse('2026-01-01T00:00:00Z')
  const waits = [
    '5',
    'Thu, 01 Jan 2026 00:00:30 GMT',
    'Thu, 01 Jan 2020 00:00:00 GMT',
    '1e9',
    '-3',
    '99999999',
  ].map((header) => retryAfterSeconds(header, now))
  expect(waits).toEqual([5, 30, undefined, undefined, undefined, 3600])
})

test.each([
  ['https://a.example/1', '/2', 'https://a.example/2'],
  ['http://localhost:1/1', 'https://localhost/2', 'https://localhost/2'],
  ['https://a.example/1', 'https://cdn.example/2', 'https://cdn.example/2'],
  ['https://a.example/1', 'http://a.example/2', 'redirectRefused'],
  ['https://a.example/1', 'https://b.example/2', 'captivePortal'],
  ['http://localhost/1', 'http://b.example/2', 'captivePortal'],
  ['https://a.example/1', 'https://user@a.example/2', 'redirectRefused'],
  ['https://a.example/1', 'javascript:alert(1)', 'redirectRefused'],
  ['https://a.example/1', '/1#again', 'redirectRefused'],
])('B-13 answers a redirect from %s to %s with %s', (from, location, expected) => {
  const follow = (): string =>
    followRedirect({ visited: [from], location, allowedHosts: ['cdn.example'] }).href
  const outcome = ((): string => {
    try {
      return follow()
    } catch (error) {
      return error instanceof AssetPackError ? error.code : String(error)
    }
  })()
  expect(outcome).toBe(expected)
})

test('shows no secret of a URL that it refuses', () => {
  const refuse = (): unknown => parseFetchURL('http://user:secret@example.org/x?token=secret')
  expect(refuse).toThrow(AssetPackError)
  expect(refuse).not.toThrow(/secret/)
})
