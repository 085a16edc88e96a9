import { readFile } from 'node:fs/promises'
import type { AssetPackErrorCode } from '../../src-shared/domain/errors'
import { seededBytes } from '../support/file-tree'
import type { DownloadReceipt } from '../../src-main/transport/transport'
import {
  content,
  equal,
  failsWith,
  failure,
  transportCase,
  type Subject,
  type TransportCase,
} from './transport-cases'

const statuses: readonly (readonly [number, AssetPackErrorCode])[] = [
  [204, 'remoteMisbehaved'],
  [304, 'remoteMisbehaved'],
  [400, 'remoteMisbehaved'],
  [401, 'remoteForbidden'],
  [403, 'remoteForbidden'],
  [404, 'remoteNotFound'],
  [410, 'remoteNotFound'],
  [429, 'remoteBusy'],
  [451, 'remoteForbidden'],
  [500, 'hostUnavailable'],
  [502, 'hostUnavailable'],
  [503, 'remoteBusy'],
  [504, 'hostUnavailable'],
  [511, 'captivePortal'],
]

const redirect = (
  location: string,
  status = 302,
): { kind: 'status'; status: number; headers: { location: string } } => ({
  kind: 'status',
  status,
  headers: { location },
})

/** Downloads the object from a mirror after 100,000 bytes of it came from elsewhere. */
async function moved(subject: Subject, name: string): Promise<DownloadReceipt> {
  const [from, to] = [`/here/${name}`, `/there/ab/${name}`]
  subject.host.put(from, content)
  subject.host.put(to, content)
  subject.host.fail(from, { kind: 'cut', afterBytes: 100_000 })
  await failure(subject.download({ url: subject.host.baseURL + from }))
  return subject.download({ url: `${subject.host.baseURL}${to}` })
}

/** What a transport makes of hosts that break the rules of HTTP, or bend them. */
export const transportOverHTTP: readonly TransportCase[] = [
  transportCase('http', 'B-12 asks for the bytes as they are', async (subject) => {
    await subject.download()
    equal(subject.requests[0]?.headers['accept-encoding'], 'identity', 'Accept-Encoding')
    equal(subject.requests[0]?.headers['cookie'], undefined, 'Cookie')
  }),

  transportCase('http', 'tells caches to ask the host again when it is told to', async (subject) => {
    await subject.download()
    await subject.download({ revalidate: true })
    await subject.download({ revalidate: true, range: { offset: 5, length: 1000 } })
    equal(
      subject.requests.map(({ headers }) => headers['cache-control'] === 'no-cache'),
      [false, true, true],
      'revalidation',
    )
  }),

  transportCase(
    'http',
    'asks for closed ranges, and guards a resumed one by its strong ETag',
    async (subject) => {
      subject.host.put(subject.path, content, { etag: '"strong"' })
      await subject.interrupt(100_000)
      await subject.download()
      const { range, 'if-range': guard } = subject.requests[1]?.headers ?? {}
      equal(
        { range, guard },
        { range: `bytes=100000-${String(content.length - 1)}`, guard: '"strong"' },
        'headers',
      )
    },
  ),

  transportCase(
    'http',
    'goes on with an object that is named after its hash from another place',
    async (subject) => {
      const receipt = await moved(subject, `${'0a'.repeat(32)}.bundle`)
      await subject.holds()
      equal(receipt, { bytesReceived: content.length - 100_000, requests: 1 }, 'receipt')
    },
  ),

  transportCase('http', 'starts over with any other object from another place', async (subject) => {
    const receipt = await moved(subject, 'content.bundle')
    await subject.holds()
    equal(receipt, { bytesReceived: content.length, requests: 1 }, 'receipt')
  }),

  transportCase('http', 'guards nothing by a weak ETag', async (subject) => {
    subject.host.put(subject.path, content, { etag: 'W/"weak"' })
    await subject.interrupt(100_000)
    await subject.download()
    await subject.holds()
    equal(subject.requests[1]?.headers['if-range'], undefined, 'If-Range')
  }),

  transportCase(
    'http',
    'B-06 starts over when the host ignores If-Range but tells another ETag',
    async (subject) => {
      await subject.interrupt(100_000)
      const other = seededBytes(content.length, 9)
      subject.host.put(subject.path, other)
      subject.fail({ kind: 'headers', status: 206, headers: {} })
      await subject.download()
      await subject.holds(other)
    },
  ),

  transportCase(
    'http',
    'B-01 starts over, appending nothing, when a resumed transfer gets the whole',
    async (subject) => {
      await subject.interrupt(100_000)
      subject.fail({ kind: 'ignoreRange' })
      await subject.download()
      await subject.holds()
      equal(subject.progress.slice(0, 2), [100_000, 0], 'progress goes back')
    },
  ),

  transportCase(
    'http',
    'B-01 takes its range out of the whole from a host without ranges',
    async (subject) => {
      subject.fail({ kind: 'ignoreRange' })
      await subject.download({ range: { offset: 10_000, length: 20_000 } })
      await subject.holds(content.subarray(10_000, 30_000))
    },
  ),

  transportCase(
    'http',
    'B-01 brings the whole where its caller wants it from a host without ranges',
    async (subject) => {
      subject.fail({ kind: 'ignoreRange' })
      const whole = `${subject.destination}.whole`
      const range = { offset: 10_000, length: 20_000 }
      const receipt = await subject.download({ range, takeWhole: () => whole })
      equal(receipt, { bytesReceived: content.length, requests: 1, cameWhole: true }, 'receipt')
      equal(Buffer.compare(await readFile(whole), content), 0, 'the whole')
      equal(subject.progress.at(-1), content.length, 'progress')
    },
  ),

  transportCase(
    'http',
    'B-01 leaves the whole that somebody else brings, and asks nothing more of a host without ranges',
    async (subject) => {
      subject.fail({ kind: 'ignoreRange' }, 2)
      const range = { offset: 10_000, length: 20_000 }
      const left = { range, takeWhole: (): string | undefined => undefined }
      equal(await subject.download(left), { bytesReceived: 0, requests: 1, cameWhole: true }, 'asked')
      equal(await subject.download(left), { bytesReceived: 0, requests: 0, cameWhole: true }, 'not asked')
    },
  ),

  transportCase('http', 'B-01 takes ranges again as soon as the host sends some', async (subject) => {
    const range = { offset: 10_000, length: 20_000 }
    let asked = 0
    const takeWhole = (): string => {
      asked += 1
      return `${subject.destination}.whole`
    }
    subject.fail({ kind: 'ignoreRange' })
    await subject.download({ range })
    await subject.download({ range: { ...range, offset: 0 }, takeWhole })
    await subject.download({ range, takeWhole })
    await subject.holds(content.subarray(10_000, 30_000))
    equal(asked, 1, 'times that the whole was offered')
  }),

  transportCase(
    'http',
    'takes a whole that only says that the guard did not hold for no lack of ranges',
    async (subject) => {
      const range = { offset: 10_000, length: 200_000 }
      subject.fail({ kind: 'cut', afterBytes: 50_000 })
      await failure(subject.download({ range }))
      subject.host.put(subject.path, content, { etag: '"other"' })
      const receipt = await subject.download({ range, takeWhole: () => `${subject.destination}.whole` })
      await subject.holds(content.subarray(10_000, 210_000))
      equal(receipt, { bytesReceived: 200_000, requests: 2 }, 'receipt')
    },
  ),

  transportCase('http', 'B-02 refuses a part that starts earlier or later', async (subject) => {
    for (const by of [-5, 5]) {
      subject.fail({ kind: 'shiftedRange', by })
      await failsWith('remoteMisbehaved', subject.download({ range: { offset: 1000, length: 1000 } }))
    }
  }),

  transportCase('http', 'B-03 refuses a part that does not say exactly which one it is', async (subject) => {
    const range = { offset: 1000, length: 1000 }
    const labels = [
      undefined,
      'bytes=1000-1999/300000',
      'bytes 1000-1999/*',
      '1000-1999/300000',
      'bytes 1999-1000/300000',
    ]
    for (const label of labels) {
      subject.fail({ kind: 'headers', headers: { 'content-range': label } })
      await failsWith('remoteMisbehaved', subject.download({ range }), String(label))
    }
    subject.fail({ kind: 'headers', headers: { 'content-range': 'bytes 1000-1999/299999' } })
    await failsWith('remoteChanged', subject.download({ range }))
  }),

  transportCase('http', 'B-04 refuses a slice under the status of the whole', async (subject) => {
    subject.fail({ kind: 'headers', status: 200, headers: { 'content-range': 'bytes 0-299999/300000' } })
    await failsWith('remoteMisbehaved', subject.download())
    equal((await subject.here()).length, 0, 'bytes written')
  }),

  transportCase('http', 'B-07 starts over after a 416, with or without a Content-Range', async (subject) => {
    for (const headers of [{}, { 'content-range': `bytes */${String(content.length)}` }]) {
      await subject.interrupt(100_000)
      subject.fail({ kind: 'status', status: 416, headers })
      await subject.download()
      await subject.holds()
    }
  }),

  transportCase('http', 'B-07 takes a 416 with another length for another object', async (subject) => {
    await subject.interrupt(100_000)
    subject.fail({ kind: 'status', status: 416, headers: { 'content-range': 'bytes */5' } })
    await failsWith('remoteChanged', subject.download())
  }),

  transportCase(
    'http',
    'B-08 keeps what came before a cut in the middle of a chunked body',
    async (subject) => {
      subject.fail({ kind: 'chunked', extra: -100_000, cut: true })
      await failsWith('hostUnavailable', subject.download())
      await subject.download()
      await subject.holds()
      equal(subject.requests[1]?.headers['range'], `bytes=200000-${String(content.length - 1)}`, 'Range')
    },
  ),

  transportCase('http', 'B-08 refuses a chunked body that ends too early', async (subject) => {
    subject.fail({ kind: 'chunked', extra: -1 })
    await failsWith('remoteChanged', subject.download())
  }),

  transportCase('http', 'B-09 stops at the signed size when the body goes on', async (subject) => {
    subject.fail({ kind: 'chunked', extra: 1 })
    await failsWith('remoteChanged', subject.download())
    subject.fail({ kind: 'endless' })
    await failsWith('remoteChanged', subject.download())
    subject.fail({ kind: 'endless' })
    await failsWith('limitExceeded', subject.read())
  }),

  transportCase('http', 'B-11 refuses every encoding that it did not ask for', async (subject) => {
    for (const encoding of ['gzip', 'br', 'zstd', 'identity, gzip', Array(2000).fill('gzip').join(',')]) {
      subject.fail({ kind: 'headers', headers: { 'content-encoding': encoding } })
      const { code } = await failure(subject.download())
      equal(code, 'remoteMisbehaved', encoding.slice(0, 20))
    }
  }),

  transportCase('http', 'follows redirects up to five hops', async (subject) => {
    for (const hop of [1, 2, 3, 4])
      subject.host.fail(`/hop${String(hop)}`, redirect(`/hop${String(hop + 1)}`), 9)
    subject.host.fail('/hop5', redirect(subject.path, 307), 9)
    const receipt = await subject.download({ url: `${subject.host.baseURL}/hop1` })
    await subject.holds()
    equal(receipt.requests, 6, 'requests')
    subject.host.fail('/hop0', redirect('/hop1'), 9)
    await failsWith('redirectRefused', subject.download({ url: `${subject.host.baseURL}/hop0` }))
  }),

  transportCase('http', 'B-13 refuses loops and targets that no redirect may have', async (subject) => {
    for (const location of [
      subject.path,
      'file:///etc/passwd',
      'data:text/plain,hello',
      'http://user:secret@127.0.0.1/x',
      'http://[',
    ]) {
      subject.fail(redirect(location))
      await failsWith('redirectRefused', subject.download(), location)
    }
    subject.fail({ kind: 'status', status: 302 })
    await failsWith('redirectRefused', subject.download(), 'no Location')
  }),

  transportCase(
    'http',
    'B-14 takes a web page, a strange host and a 511 for a captive portal',
    async (subject) => {
      subject.fail({
        kind: 'status',
        status: 200,
        headers: { 'content-type': 'text/html; charset=utf-8' },
        body: '<html>',
      })
      await failsWith('captivePortal', subject.download())
      subject.fail(redirect('http://login.example/'))
      await failsWith('captivePortal', subject.download())
      subject.fail({ kind: 'status', status: 511 })
      await failsWith('captivePortal', subject.read())
      subject.fail({ kind: 'status', status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' })
      await failsWith('captivePortal', subject.read())
    },
  ),

  transportCase('http', 'B-14 keeps what came when a captive portal answers', async (subject) => {
    await subject.interrupt(100_000)
    subject.fail({ kind: 'status', status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' })
    await failsWith('captivePortal', subject.download())
    equal((await subject.here()).length, 100_000, 'kept bytes')
  }),

  transportCase('http', 'B-20 hands on Retry-After, never more than an hour', async (subject) => {
    for (const [header, expected] of [
      ['5', 5],
      ['1000000000', 3600],
      ['-5', undefined],
      ['soon', undefined],
      ['Fri, 31 Dec 2999 23:59:59 GMT', 3600],
    ] as const) {
      subject.fail({ kind: 'status', status: 429, headers: { 'retry-after': header } })
      const { code, details } = await failure(subject.download())
      equal([code, details['retryAfterSeconds']], ['remoteBusy', expected], header)
    }
  }),

  transportCase('http', 'B-22 gives every status its code', async (subject) => {
    for (const [status, code] of statuses) {
      subject.fail({ kind: 'status', status })
      await failsWith(code, subject.download(), String(status))
    }
  }),

  transportCase('http', 'B-23 skips what only announces the answer', async (subject) => {
    const early = 'HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n'.repeat(3)
    subject.fail({ kind: 'raw', text: `${early}HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi` })
    equal(Buffer.from(await subject.read()).toString(), 'hi', 'body')
  }),

  transportCase('http', 'B-23 B-24 B-10 gives a typed error for what is no HTTP', async (subject) => {
    for (const text of [
      'nonsense\r\n\r\n',
      'HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nx',
      'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx',
      `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(1_000_000)}\r\n\r\n`,
      `HTTP/1.1 200 OK\r\n${'X: y\r\n'.repeat(10_000)}\r\n`,
      'HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n',
    ]) {
      subject.fail({ kind: 'raw', text })
      const { code } = await failure(subject.download())
      if (code !== 'remoteMisbehaved' && code !== 'hostUnavailable' && code !== 'remoteChanged') {
        throw new Error(`${text.slice(0, 60)}: got ${code}`)
      }
    }
  }),

  transportCase('http', 'B-25 refuses a multipart answer', async (subject) => {
    subject.fail({
      kind: 'headers',
      headers: { 'content-type': 'multipart/byteranges; boundary=x', 'content-range': undefined },
    })
    await failsWith('remoteMisbehaved', subject.download({ range: { offset: 0, length: 10 } }))
  }),

  transportCase('http', 'B-26 asks caches to ask again for what changes in place', async (subject) => {
    await subject.read({ revalidate: true })
    await subject.read()
    const asked = subject.requests.map(({ headers }) => headers['cache-control'] === 'no-cache')
    equal(asked[0], true, 'revalidated')
  }),

  transportCase('http', 'says hostUnavailable when nothing listens', async (subject) => {
    await failsWith('hostUnavailable', subject.download({ url: 'http://127.0.0.1:9/x' }))
  }),
]
