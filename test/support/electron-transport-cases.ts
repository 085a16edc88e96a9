import { writeFile } from 'node:fs/promises'
import { net } from 'electron'
import { ChromiumTransport } from '../../src-main/electron/chromium-transport'
import { systemClock } from '../../src-main/platform/clock'
import { systemRandom } from '../../src-main/platform/random'
import {
  content,
  equal,
  failsWith,
  transportCase,
  type Subject,
  type TransportCase,
} from '../contracts/transport-cases'
import { ManualClock } from './manual-clock'

/** Only Chromium's downloads name this mode; requests that are made one by one do not. */
const downloadMode = 'navigate'

function modes(subject: Subject): readonly unknown[] {
  return subject.requests.map(({ headers }) => headers['sec-fetch-mode'])
}

/** Lets `milliseconds` pass at once, and time go on as it does until `work` has ended. */
async function afterwards<T>(clock: ManualClock, milliseconds: number, work: Promise<T>): Promise<T> {
  const over = new AbortController()
  const end = (): void => {
    over.abort()
  }
  work.then(end, end)
  await clock.advance(milliseconds)
  while (!over.signal.aborted) {
    await systemClock.delay(5)
    await clock.advance(5)
  }
  return work
}

async function withManualClock(
  run: (transport: ChromiumTransport, clock: ManualClock) => Promise<void>,
): Promise<void> {
  const clock = new ManualClock()
  const transport = new ChromiumTransport({ net, clock, random: systemRandom })
  try {
    await run(transport, clock)
  } finally {
    await transport.close()
  }
}

function request(subject: Subject): Parameters<ChromiumTransport['download']>[0] {
  const { url, destination } = subject
  return { url, totalBytes: content.length, destination, signal: new AbortController().signal }
}

/** What `ChromiumTransport` promises beyond the contract. */
export const chromiumTransportCases: readonly TransportCase[] = [
  transportCase(
    'http',
    'brings whole objects with Chromium’s own downloads, parts request by request',
    async (subject) => {
      await subject.download()
      await subject.download({ range: { offset: 10, length: 10 } })
      equal(modes(subject), [downloadMode, 'no-cors'], 'modes')
    },
  ),

  transportCase('http', 'lets Chromium go on with what an earlier process left', async (subject) => {
    subject.host.put(subject.path, content, { etag: '"strong"' })
    await subject.prefill(content.subarray(0, 120_000))
    await writeFile(
      `${subject.destination}.resume`,
      JSON.stringify({
        formatVersion: 1,
        url: subject.url,
        totalBytes: content.length,
        offset: 0,
        length: content.length,
        etag: '"strong"',
      }),
    )
    const receipt = await subject.download()
    await subject.holds()
    equal(receipt, { bytesReceived: content.length - 120_000, requests: 1 }, 'receipt')
    equal(
      [modes(subject), subject.requests[0]?.headers['range']],
      [[downloadMode], 'bytes=120000-'],
      'request',
    )
  }),

  transportCase(
    'http',
    'brings whole objects request by request while the rate is limited',
    async (subject) => {
      const pace = { limited: true, take: () => Promise.resolve() }
      await subject.transport.download({ ...request(subject), pace })
      equal(modes(subject), ['no-cors'], 'modes')
    },
  ),

  transportCase(
    'http',
    'B-17 gives up a host that never answers, and is not held up by it afterwards',
    async (subject) => {
      await withManualClock(async (transport, clock) => {
        subject.host.fail(subject.path, { kind: 'silent' }, 1)
        const arrived = subject.host.requestArrived(subject.path)
        const work = transport.download(request(subject))
        await arrived
        await failsWith('timedOut', afterwards(clock, 25_000, work))
        await transport.download(request(subject))
        await subject.holds()
      })
    },
  ),

  transportCase('http', 'B-18 gives up a body that stalls, and keeps what came', async (subject) => {
    await withManualClock(async (transport, clock) => {
      subject.host.fail(subject.path, { kind: 'stall', afterBytes: 150_000 }, 1)
      const came = new AbortController()
      const onProgress = (bytes: number): void => {
        if (bytes === 150_000) came.abort()
      }
      const work = transport.download({ ...request(subject), onProgress })
      await systemClock.delay(10_000, came.signal).catch(() => undefined)
      // Twice: what came in the first twenty seconds is no stall.
      await clock.advance(20_000)
      await failsWith('timedOut', afterwards(clock, 20_000, work))
      equal((await subject.here()).length, 150_000, 'kept bytes')
      const receipt = await transport.download(request(subject))
      await subject.holds()
      equal(receipt.bytesReceived, content.length - 150_000, 'bytes received')
    })
  }),

  transportCase('http', 'brings many objects at once', async (subject) => {
    const directory = subject.destination
    const names = Array.from({ length: 12 }, (_, index) => String(index))
    for (const name of names) subject.host.put(`/many/${name}`, content)
    const receipts = await Promise.all(
      names.map((name) =>
        subject.transport.download({
          ...request(subject),
          url: `${subject.host.baseURL}/many/${name}`,
          destination: `${directory}.${name}`,
        }),
      ),
    )
    equal(
      receipts.map(({ bytesReceived }) => bytesReceived),
      names.map(() => content.length),
      'bytes received',
    )
  }),

  transportCase('http', 'brings the same object to two places at once', async (subject) => {
    const places = [`${subject.destination}.a`, `${subject.destination}.b`]
    await Promise.all(
      places.map((destination) => subject.transport.download({ ...request(subject), destination })),
    )
    equal(subject.host.bytesSent(subject.path), 2 * content.length, 'bytes sent')
  }),

  transportCase('http', 'sends back no cookie', async (subject) => {
    subject.host.fail(subject.path, { kind: 'headers', headers: { 'set-cookie': 'a=b; Path=/' } }, 1)
    await subject.download()
    await subject.read()
    await subject.transport.download({ ...request(subject), destination: `${subject.destination}.again` })
    equal(
      subject.requests.map(({ headers }) => headers['cookie'] ?? 'none'),
      ['none', 'none', 'none'],
      'cookies',
    )
  }),
]
