import { systemClock } from '../../src-main/platform/clock'
import { ThrottledTransport } from '../../src-main/transport/throttled-transport'
import { content, equal, transportCase, type Subject, type TransportCase } from '../contracts/transport-cases'

/** A limit all the same, but nothing of the size of a test has to wait for it. */
const enough = 1e12
/** Only Chromium's downloads name this mode; requests that are made one by one do not. */
const downloadMode = 'navigate'
const requestMode = 'no-cors'

function throttled({ transport }: Subject): ThrottledTransport {
  return new ThrottledTransport({ base: transport, clock: systemClock })
}

function request(subject: Subject): Parameters<ThrottledTransport['download']>[0] {
  const { url, destination } = subject
  return { url, totalBytes: content.length, destination, signal: new AbortController().signal }
}

/** Mode and first byte of every request for the object. */
function asked(subject: Subject): readonly unknown[] {
  return subject.requests.map(({ headers }) => [headers['sec-fetch-mode'], headers['range']])
}

/** What takes a download away from Chromium while it runs: a rate that is set, and a transfer that goes first. */
export const chromiumTakeoverCases: readonly TransportCase[] = [
  transportCase(
    'http',
    'takes a running download away from Chromium when a limit is set, and fetches only the rest',
    async (subject) => {
      const transport = throttled(subject)
      subject.host.fail(subject.path, { kind: 'stall', afterBytes: 150_000 }, 1)
      const onProgress = (bytes: number): void => {
        if (bytes === 150_000) transport.setBytesPerSecond(enough)
      }
      const receipt = await transport.download({ ...request(subject), onProgress })
      await subject.holds()
      equal(
        [receipt, asked(subject)],
        [
          { bytesReceived: content.length, requests: 2 },
          [
            [downloadMode, undefined],
            [requestMode, 'bytes=150000-299999'],
          ],
        ],
        'outcome',
      )
    },
  ),

  transportCase(
    'http',
    'waits for no answer to Chromium’s download once a limit is set, and keeps a late one away',
    async (subject) => {
      const transport = throttled(subject)
      const late = new AbortController()
      subject.host.fail(subject.path, { kind: 'silent', until: late.signal }, 1)
      const arrived = subject.host.requestArrived(subject.path)
      const work = transport.download(request(subject))
      await arrived
      transport.setBytesPerSecond(enough)
      const receipt = await work
      late.abort()
      await subject.holds()
      equal(
        [receipt, asked(subject)],
        [
          { bytesReceived: content.length, requests: 2 },
          [
            [downloadMode, undefined],
            [requestMode, undefined],
          ],
        ],
        'outcome',
      )
    },
  ),

  transportCase(
    'http',
    'brings what waits for a connection request by request once a limit is set',
    async (subject) => {
      const transport = throttled(subject)
      const names = Array.from({ length: 7 }, (_, index) => `/many/${String(index)}`)
      const released = new AbortController()
      for (const name of names) {
        subject.host.put(name, content)
        subject.host.fail(name, { kind: 'stall', afterBytes: 1_000, until: released.signal }, 1)
      }
      const begun = Promise.all(names.slice(0, 6).map((name) => subject.host.requestArrived(name)))
      const downloads = names.map((name, index) =>
        transport.download({
          ...request(subject),
          url: subject.host.baseURL + name,
          destination: `${subject.destination}.${String(index)}`,
        }),
      )
      await begun
      transport.setBytesPerSecond(enough)
      released.abort()
      await Promise.all(downloads)
      const last = subject.host.requestsFor(names.at(-1) ?? '')
      equal(
        last.map(({ headers }) => headers['sec-fetch-mode']),
        [requestMode],
        'modes',
      )
    },
  ),

  transportCase(
    'http',
    'gives the connection of what came last to what goes first, and then goes on behind it',
    async (subject) => {
      const names = Array.from({ length: 6 }, (_, index) => `/many/${String(index)}`)
      const released = new AbortController()
      for (const name of names) {
        subject.host.put(name, content)
        subject.host.fail(name, { kind: 'stall', afterBytes: 1_000, until: released.signal }, 1)
      }
      const begun = Promise.all(names.map((name) => subject.host.requestArrived(name)))
      const background = names.map((name, index) =>
        subject.transport.download({
          ...request(subject),
          url: subject.host.baseURL + name,
          destination: `${subject.destination}.${String(index)}`,
          whileGivingWay: new AbortController().signal,
        }),
      )
      await begun
      await subject.transport.download({ ...request(subject), whileGivingWay: AbortSignal.abort() })
      await subject.holds()
      released.abort()
      await Promise.all(background)
      const modes = names.map((name) =>
        subject.host.requestsFor(name).map(({ headers }) => headers['sec-fetch-mode']),
      )
      const [begin, ...rest] = modes.pop() ?? []
      // Where Chromium had not handed the item over yet, what goes first may come twice for the connection.
      equal(
        [modes, begin, [...new Set(rest)]],
        [names.slice(1).map(() => [downloadMode]), downloadMode, [requestMode]],
        'modes',
      )
    },
  ),

  transportCase('http', 'gives whole objects to Chromium again when the limit ends', async (subject) => {
    const transport = throttled(subject)
    transport.setBytesPerSecond(enough)
    await transport.download(request(subject))
    transport.setBytesPerSecond(undefined)
    await transport.download({ ...request(subject), destination: `${subject.destination}.next` })
    equal(
      asked(subject),
      [
        [requestMode, undefined],
        [downloadMode, undefined],
      ],
      'requests',
    )
  }),

  transportCase(
    'http',
    'ends at once when it is cancelled, also while a limit is being set',
    async (subject) => {
      const transport = throttled(subject)
      const controller = new AbortController()
      subject.host.fail(subject.path, { kind: 'stall', afterBytes: 150_000 }, 1)
      const onProgress = (bytes: number): void => {
        if (bytes !== 150_000) return
        transport.setBytesPerSecond(enough)
        controller.abort(new Error('enough'))
      }
      const outcome = await transport
        .download({ ...request(subject), signal: controller.signal, onProgress })
        .catch((error: unknown) => error)
      equal(
        [outcome, asked(subject), (await subject.here()).length],
        [controller.signal.reason, [[downloadMode, undefined]], 150_000],
        'outcome',
      )
    },
  ),
]
