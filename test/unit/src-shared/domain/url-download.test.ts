import { describe, expect, test } from 'vitest'
import { downloadStates } from '../../../../src-shared/domain/download'
import { downloadPriority } from '../../../../src-shared/domain/download-priority'
import { AssetPackError } from '../../../../src-shared/domain/errors'
import { URLDownload, type URLDownloadOptions } from '../../../../src-shared/domain/url-download'

const uniqueIdentifier = '0b9b3c4e-7d4f-4d62-8b0e-0a2f6f1d9c11'
const sha256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'

function aDownload(change: Partial<URLDownloadOptions> = {}): URLDownload {
  const url = 'https://cdn.example.com/voices.zip'
  return new URLDownload({ identifier: 'voices', url, fileSize: 10, uniqueIdentifier, ...change })
}

/** The error of what is refused. */
function refusal(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return error instanceof AssetPackError ? [error.code, error.message] : error
  }
}

describe('a URL download', () => {
  test('has the defaults of the original: created, priority 0, not essential', () => {
    expect(aDownload().toJSON()).toEqual({
      kind: 'url',
      identifier: 'voices',
      uniqueIdentifier,
      state: 'created',
      priority: 0,
      isEssential: false,
      url: 'https://cdn.example.com/voices.zip',
      fileSize: 10,
    })
  })

  test('has a UUID of its own, also when two are made alike', () => {
    const make = (): URLDownload =>
      new URLDownload({ identifier: 'voices', url: 'https://example.com/a', fileSize: 1 })
    const [first, second] = [make(), make()]

    expect([
      first.equals(second),
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(first.uniqueIdentifier),
    ]).toEqual([false, true])
  })

  test('is the same after a journey as JSON', () => {
    const download = aDownload({ sha256, priority: -100, isEssential: true, state: 'waiting' })
    const arrived = URLDownload.fromJSON(JSON.parse(JSON.stringify(download)))

    expect([arrived, arrived.equals(download)]).toEqual([download, true])
  })

  test('cannot be changed', () => {
    expect(Object.isFrozen(aDownload())).toBe(true)
  })

  test('becomes one that is not essential and can be scheduled again, under the same names', () => {
    const failed = aDownload({ isEssential: true, state: 'failed', priority: 7, sha256 })

    expect(failed.removingEssential().toJSON()).toEqual({
      ...failed.toJSON(),
      isEssential: false,
      state: 'created',
    })
  })

  test('takes the digest in any case, and drops the fragment of the URL', () => {
    const { sha256: digest, url } = aDownload({
      sha256: sha256.toUpperCase(),
      url: new URL('https://example.com/a?b=c#d'),
    })

    expect([digest, url]).toEqual([sha256, 'https://example.com/a?b=c'])
  })

  test('says what it is', () => {
    expect(String(aDownload({ state: 'waiting' }))).toBe('URLDownload(identifier: "voices", state: waiting)')
  })

  test.each([
    'http://localhost/a',
    'http://127.0.0.1:8080/a',
    'http://[::1]/a',
    'http://packs.localhost/a',
    'https://example.com/a',
  ])('may come from %s', (url) => {
    expect(aDownload({ url }).url).toBe(url)
  })

  test.each([
    ['url', { url: 'http://example.com/a' }],
    ['url', { url: 'ftp://example.com/a' }],
    ['url', { url: 'file:///etc/passwd' }],
    ['url', { url: 'https://me:secret@example.com/a' }],
    ['url', { url: '/a' }],
    ['fileSize', { fileSize: -1 }],
    ['fileSize', { fileSize: 1.5 }],
    ['fileSize', { fileSize: Number.NaN }],
    ['sha256', { sha256: 'abc' }],
    ['priority', { priority: 101 }],
    ['priority', { priority: -101 }],
    ['priority', { priority: 0.5 }],
    ['identifier', { identifier: '' }],
    ['identifier', { identifier: 'two\nlines' }],
    ['identifier', { identifier: 'x'.repeat(257) }],
    ['uniqueIdentifier', { uniqueIdentifier: '../../etc' }],
  ] as const)('with a wrong %s is refused: %o', (field, change) => {
    expect(refusal(() => aDownload(change))).toEqual([
      'downloadInvalid',
      expect.stringContaining(`The field "${field}" of a download`),
    ])
  })

  test('is refused without telling the password or the token in its URL', () => {
    expect(refusal(() => aDownload({ url: 'http://me:secret@example.com/a?token=secret' }))).toEqual([
      'downloadInvalid',
      'The field "url" of a download is "http://example.com/a?…": it must be an https URL (http only to this machine) without a user name.',
    ])
  })

  test.each([
    [undefined, 'A download is missing: it'],
    [{ ...aDownload().toJSON(), fileSize: undefined }, 'The field "fileSize" of a download is missing'],
    [{ ...aDownload().toJSON(), extra: 1 }, 'The field "extra" of a download is 1: it is not a known key.'],
    [{ ...aDownload().toJSON(), state: 'done' }, 'The field "state" of a download is "done"'],
  ])('that is no such thing is refused: %o', (value, sentence) => {
    expect(refusal(() => URLDownload.fromJSON(value))).toEqual([
      'downloadInvalid',
      expect.stringContaining(sentence),
    ])
  })
})

test('states and priorities have the numbers of the original', () => {
  expect([downloadStates, downloadPriority]).toEqual([
    { failed: -1, created: 0, waiting: 1, downloading: 2, finished: 3 },
    { min: -100, default: 0, max: 100 },
  ])
})
