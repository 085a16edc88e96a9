import { writeFile } from 'node:fs/promises'
import { app, BrowserWindow, net } from 'electron'
import { resumeWithChromium } from '../../src-main/electron/chromium-download'
import { ChromiumTransport } from '../../src-main/electron/chromium-transport'
import { DownloadLane } from '../../src-main/electron/download-lane'
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
import type { DownloadReceipt, Transport } from '../../src-main/transport/transport'
import { AssetPackError } from '../../src-shared/domain/errors'
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

/** Downloads from a host that answers neither Chromium's own download nor the request that follows it. */
async function unanswered(
  subject: Subject,
  transport: ChromiumTransport,
  clock: ManualClock,
): Promise<unknown> {
  const arrived = subject.host.requestArrived(subject.path)
  const work = transport.download(request(subject))
  work.catch(() => undefined)
  await arrived
  const askedAgain = subject.host.requestArrived(subject.path)
  await clock.advance(10_000)
  await askedAgain
  return afterwards(clock, 25_000, work)
}

/** Leaves the object's first bytes as an earlier process would. */
async function leaveBeginning(subject: Subject, bytes: number): Promise<void> {
  subject.host.put(subject.path, content, { etag: '"strong"' })
  await subject.prefill(content.subarray(0, bytes))
  const { length } = content
  const notes = {
    formatVersion: 1,
    url: subject.url,
    totalBytes: length,
    offset: 0,
    length,
    etag: '"strong"',
  }
  await writeFile(`${subject.destination}.resume`, JSON.stringify(notes))
}

/** Resumes where Chromium takes nothing up; `onAsked` runs as soon as it was asked to. */
async function resumeUnheard(
  subject: Subject,
  clock: ManualClock,
  onAsked: () => void,
  signal = new AbortController().signal,
): Promise<{ readonly lane: DownloadLane; readonly resumed: Promise<unknown> }> {
  await leaveBeginning(subject, 120_000)
  const lane = new DownloadLane('unheard', clock)
  lane.session.createInterruptedDownload = () => {
    queueMicrotask(onAsked)
  }
  const options = {
    url: new URL(subject.url),
    totalBytes: content.length,
    destination: subject.destination,
    redirectHosts: [],
    clock,
    signal,
    onProgress: () => undefined,
  }
  return { lane, resumed: resumeWithChromium(lane, options, { bytes: 120_000, etag: '"strong"' }) }
}

/** Starts downloads of twelve objects, each with the next name at the destination. */
function downloadTwelve(
  subject: Subject,
  transport: Transport,
  onProgress: (bytes: number) => void = () => undefined,
): Promise<readonly DownloadReceipt[]> {
  return Promise.all(
    twelve.map((name) =>
      transport.download({
        ...request(subject),
        url: `${subject.host.baseURL}/many/${name}`,
        destination: `${subject.destination}.${name}`,
        onProgress,
      }),
    ),
  )
}

const twelve = Array.from({ length: 12 }, (_, index) => String(index))

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
    await leaveBeginning(subject, 120_000)
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
      const pace = { whileUnlimited: AbortSignal.abort(), take: () => Promise.resolve() }
      await subject.transport.download({ ...request(subject), pace })
      equal(modes(subject), ['no-cors'], 'modes')
    },
  ),

  transportCase(
    'http',
    'B-17 gives up a host that never answers, and is not held up by it afterwards',
    async (subject) => {
      await withManualClock(async (transport, clock) => {
        subject.host.fail(subject.path, { kind: 'silent' }, 2)
        await failsWith('timedOut', unanswered(subject, transport, clock))
        await transport.download(request(subject))
        await subject.holds()
      })
    },
  ),

  transportCase('http', 'B-17 asks once more by itself where Chromium hears nothing', async (subject) => {
    await withManualClock(async (transport, clock) => {
      subject.host.fail(subject.path, { kind: 'silent' }, 1)
      const arrived = subject.host.requestArrived(subject.path)
      const work = transport.download(request(subject))
      await arrived
      const receipt = await afterwards(clock, 10_000, work)
      await subject.holds()
      equal(
        [receipt, modes(subject)],
        [{ bytesReceived: content.length, requests: 2 }, [downloadMode, 'no-cors']],
        'outcome',
      )
    })
  }),

  transportCase(
    'http',
    'B-14 knows a captive portal by its redirect, also when the sign-in page never answers',
    async (subject) => {
      await withManualClock(async (transport, clock) => {
        const signIn = new URL('/sign-in', subject.host.baseURL)
        signIn.hostname = 'localhost'
        subject.host.fail(signIn.pathname, { kind: 'silent' }, 1)
        subject.host.fail(
          subject.path,
          { kind: 'status', status: 302, headers: { location: signIn.href } },
          2,
        )
        const arrived = subject.host.requestArrived(signIn.pathname)
        const work = transport.download(request(subject))
        await arrived
        await failsWith('captivePortal', afterwards(clock, 10_000, work))
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

  transportCase('http', 'counts no wait for a connection as a host that does not answer', async (subject) => {
    await withManualClock(async (transport, clock) => {
      const released = new AbortController()
      for (const name of twelve) {
        const path = `/many/${name}`
        subject.host.put(path, content)
        subject.host.fail(path, { kind: 'stall', afterBytes: 100_000, until: released.signal }, 1)
      }
      const begun = new AbortController()
      let beginnings = 0
      const downloads = downloadTwelve(subject, transport, (bytes) => {
        if (bytes === 100_000) beginnings += 1
        if (beginnings === 6) begun.abort()
      })
      await systemClock.delay(10_000, begun.signal).catch(() => undefined)
      // Longer than a host may take to answer, shorter than a body may stall that brought bytes at first.
      await clock.advance(30_000)
      released.abort()
      const receipts = await afterwards(clock, 0, downloads)
      equal(
        receipts,
        twelve.map(() => ({ bytesReceived: content.length, requests: 1 })),
        'receipts',
      )
    })
  }),

  transportCase('http', 'reads small objects while bundles have every connection', async (subject) => {
    const released = new AbortController()
    for (const name of twelve) {
      subject.host.put(`/many/${name}`, content)
      subject.host.fail(`/many/${name}`, { kind: 'stall', afterBytes: 1_000, until: released.signal }, 1)
    }
    const begun = Promise.all(twelve.slice(0, 6).map((name) => subject.host.requestArrived(`/many/${name}`)))
    const downloads = downloadTwelve(subject, subject.transport)
    await begun
    equal((await subject.read()).length, content.length, 'bytes read')
    released.abort()
    await downloads
  }),

  transportCase(
    'http',
    'opens neither a window nor another session, however often a host is silent',
    async (subject) => {
      await withManualClock(async (transport, clock) => {
        let sessions = 0
        const count = (): void => {
          sessions += 1
        }
        subject.host.fail(subject.path, { kind: 'silent' }, 5)
        await failsWith('timedOut', unanswered(subject, transport, clock))
        for (let attempt = 0; attempt < 3; attempt += 1) {
          // Each session is opened by the first request that goes through it: what counts is what comes afterwards.
          if (attempt === 1) app.on('session-created', count)
          const arrived = subject.host.requestArrived(subject.path)
          const work = transport.download(request(subject))
          await arrived
          await failsWith('timedOut', afterwards(clock, 25_000, work))
        }
        await transport.download(request(subject))
        app.removeListener('session-created', count)
        equal([sessions, BrowserWindow.getAllWindows().length], [0, 0], 'sessions and windows')
      })
    },
  ),

  transportCase(
    'http',
    'uses Chromium’s downloads again once the silent request has ended',
    async (subject) => {
      await withManualClock(async (transport, clock) => {
        const ended = new AbortController()
        subject.host.fail(subject.path, { kind: 'silent', until: ended.signal }, 1)
        const arrived = subject.host.requestArrived(subject.path)
        const work = transport.download(request(subject))
        await arrived
        await afterwards(clock, 10_000, work)
        ended.abort()
        while (modes(subject).at(-1) !== downloadMode) {
          await transport.download({ ...request(subject), destination: `${subject.destination}.later` })
        }
        equal(modes(subject).slice(0, 2), [downloadMode, 'no-cors'], 'modes')
      })
    },
  ),

  transportCase('http', 'goes on request by request where a resumption was not answered', async (subject) => {
    await withManualClock(async (transport, clock) => {
      await leaveBeginning(subject, 120_000)
      subject.host.fail(subject.path, { kind: 'silent' }, 1)
      const arrived = subject.host.requestArrived(subject.path)
      const work = transport.download(request(subject))
      await arrived
      await failsWith('timedOut', afterwards(clock, 20_000, work))
      const receipt = await transport.download(request(subject))
      await subject.holds()
      equal([receipt.bytesReceived, modes(subject)], [180_000, [downloadMode, 'no-cors']], 'outcome')
    })
  }),

  transportCase('http', 'lets Chromium resume again an hour after it was not answered', async (subject) => {
    await withManualClock(async (transport, clock) => {
      await leaveBeginning(subject, 120_000)
      subject.host.fail(subject.path, { kind: 'silent' }, 1)
      const arrived = subject.host.requestArrived(subject.path)
      const work = transport.download(request(subject))
      await arrived
      await failsWith('timedOut', afterwards(clock, 20_000, work))
      await clock.advance(60 * 60_000)
      await transport.download(request(subject))
      await subject.holds()
      equal(modes(subject), [downloadMode, downloadMode], 'modes')
    })
  }),

  transportCase('http', 'waits for no resumption that Chromium does not take up', async (subject) => {
    const clock = new ManualClock()
    const { lane, resumed } = await resumeUnheard(subject, clock, () => void clock.advance(10_000))
    await failsWith('timedOut', resumed)
    const isHeldUp = lane.isHeldUpAt(new URL(subject.url).host)
    equal([(await subject.here()).length, isHeldUp, clock.pendingTimers], [120_000, true, 0], 'afterwards')
  }),

  transportCase('http', 'stops waiting for Chromium to resume when it is told to', async (subject) => {
    const clock = new ManualClock()
    const controller = new AbortController()
    const abort = (): void => {
      controller.abort(new AssetPackError('cancelled', 'Not any more.'))
    }
    const { lane, resumed } = await resumeUnheard(subject, clock, abort, controller.signal)
    await failsWith('cancelled', resumed)
    const isHeldUp = lane.isHeldUpAt(new URL(subject.url).host)
    equal([(await subject.here()).length, isHeldUp, clock.pendingTimers], [120_000, false, 0], 'afterwards')
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
