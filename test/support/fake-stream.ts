import { AsyncQueue } from '../../src-shared/base/async-queue'

/** A stream that a test fills. It ends with `signal`; that it was left is noted among what was asked. */
export function fakeStream<T>(
  asked: string[],
  request: string,
  signal: AbortSignal | undefined,
): AsyncQueue<T> {
  const stream = new AsyncQueue<T>({
    onLeave: () => {
      asked.push(`left ${request}`)
    },
  })
  signal?.addEventListener('abort', () => {
    stream.end()
  })
  return stream
}
