import {
  equal,
  exists,
  failsWith,
  failure,
  content,
  transportCase,
  type TransportCase,
} from './transport-cases'
import { seededBytes } from '../support/file-tree'

/** What every transport promises, whatever is behind it. */
export const transportBasics: readonly TransportCase[] = [
  transportCase('any', 'brings a whole object', async (subject) => {
    const receipt = await subject.download()
    await subject.holds()
    equal(receipt, { bytesReceived: content.length, requests: 1 }, 'receipt')
  }),

  transportCase('any', 'brings one byte range and nothing more', async (subject) => {
    const receipt = await subject.download({ range: { offset: 1000, length: 5000 } })
    await subject.holds(content.subarray(1000, 6000))
    equal(receipt, { bytesReceived: 5000, requests: 1 }, 'receipt')
    equal(subject.host.bytesSent(subject.path), 5000, 'bytes sent')
  }),

  transportCase('any', 'brings an empty object', async (subject) => {
    subject.host.put(subject.path, new Uint8Array())
    await subject.download({ totalBytes: 0 })
    await subject.holds(new Uint8Array())
  }),

  transportCase('any', 'goes on after a cut and fetches only the rest', async (subject) => {
    await subject.interrupt(100_000)
    const receipt = await subject.download()
    await subject.holds()
    equal(receipt.bytesReceived, content.length - 100_000, 'bytes received')
    equal(subject.host.bytesSent(subject.path), content.length, 'bytes sent in all')
  }),

  transportCase('any', 'goes on inside a byte range after a cut', async (subject) => {
    const range = { offset: 50_000, length: 200_000 }
    subject.fail({ kind: 'cut', afterBytes: 70_000 })
    await failsWith('hostUnavailable', subject.download({ range }))
    const receipt = await subject.download({ range })
    await subject.holds(content.subarray(50_000, 250_000))
    equal(receipt.bytesReceived, 130_000, 'bytes received')
  }),

  transportCase('any', 'B-30 goes on after a cut at the last byte', async (subject) => {
    await subject.interrupt(content.length - 1)
    equal((await subject.download()).bytesReceived, 1, 'bytes received')
    await subject.holds()
  }),

  transportCase('any', 'B-30 starts again after a cut before the first byte', async (subject) => {
    await subject.interrupt(0)
    await subject.download()
    await subject.holds()
  }),

  transportCase('any', 'B-06 starts over when the host holds another object now', async (subject) => {
    await subject.interrupt(100_000)
    const other = seededBytes(content.length, 8)
    subject.host.put(subject.path, other)
    await subject.download()
    await subject.holds(other)
  }),

  transportCase('any', 'does not go on from bytes that it has no notes on', async (subject) => {
    await subject.prefill(new Uint8Array(100_000))
    await subject.download()
    await subject.holds()
  }),

  transportCase('any', 'does not go on from the bytes of another transfer', async (subject) => {
    await subject.interrupt(100_000)
    await subject.download({ range: { offset: 5, length: 1000 } })
    await subject.holds(content.subarray(5, 1005))
  }),

  transportCase('any', 'refuses an object that is longer or shorter than signed', async (subject) => {
    await failsWith('remoteChanged', subject.download({ totalBytes: content.length - 1 }))
    await failsWith('remoteChanged', subject.download({ totalBytes: content.length + 1 }))
    await failsWith(
      'remoteChanged',
      subject.download({ totalBytes: content.length + 1, range: { offset: 10, length: 10 } }),
    )
  }),

  transportCase('any', 'reports progress that rises to the whole', async (subject) => {
    await subject.download()
    const rising = subject.progress.every((bytes, index) => bytes >= (subject.progress[index - 1] ?? 0))
    equal([rising, subject.progress.at(-1)], [true, content.length], 'progress')
  }),

  transportCase('any', 'counts kept bytes as progress', async (subject) => {
    await subject.interrupt(100_000)
    await subject.download()
    equal(subject.progress[0], 100_000, 'first progress')
  }),

  transportCase('any', 'does nothing on a signal that has aborted', async (subject) => {
    const reason = new Error('changed my mind')
    const caught = await subject
      .download({ signal: AbortSignal.abort(reason) })
      .catch((error: unknown) => error)
    equal([caught === reason, subject.requests.length], [true, 0], 'reason and requests')
    equal(await exists(subject.destination), false, 'destination')
  }),

  transportCase('any', 'writes nothing after cancellation and keeps what came', async (subject) => {
    const controller = new AbortController()
    const reason = new Error('changed my mind')
    subject.fail({ kind: 'stall', afterBytes: 200_000 })
    const work = subject.download({
      signal: controller.signal,
      onProgress: (bytes) => {
        if (bytes >= 100_000) controller.abort(reason)
      },
    })
    const caught = await work.catch((error: unknown) => error)
    equal(caught === reason, true, 'the reason comes back')
    const kept = (await subject.here()).length
    await subject.download()
    equal([kept >= 100_000, subject.progress.includes(kept)], [true, true], 'kept bytes')
    await subject.holds()
  }),

  transportCase('any', 'reads a small object', async (subject) => {
    equal(Buffer.compare(await subject.read(), content), 0, 'comparison')
  }),

  transportCase('any', 'A-11 reads no more than it may', async (subject) => {
    await failsWith('limitExceeded', subject.read({ maximumBytes: content.length - 1 }))
  }),

  transportCase('any', 'says remoteNotFound for what is not there', async (subject) => {
    await failsWith('remoteNotFound', subject.download({ url: `${subject.host.baseURL}/missing` }))
  }),

  transportCase('any', 'keeps what came when the host fails later', async (subject) => {
    await subject.interrupt(100_000)
    subject.fail({ kind: 'status', status: 503 })
    equal((await failure(subject.download())).code, 'remoteBusy', 'code')
    equal((await subject.here()).length, 100_000, 'kept bytes')
  }),

  transportCase('any', 'refuses every URL that is neither https nor loopback', async (subject) => {
    for (const url of [
      'http://example.org/x',
      'ftp://127.0.0.1/x',
      'file:///etc/passwd',
      'https://user:secret@example.org/x',
      'nonsense',
    ]) {
      await failsWith('invalidArgument', subject.download({ url }), url)
    }
  }),

  transportCase('any', 'rejects calls in flight when it is closed', async (subject) => {
    subject.fail({ kind: 'stall', afterBytes: 1000 })
    const work = failure(
      subject.download({
        onProgress: (bytes) => {
          if (bytes > 0) void subject.transport.close()
        },
      }),
    )
    equal((await work).code, 'cancelled', 'code')
  }),
]
