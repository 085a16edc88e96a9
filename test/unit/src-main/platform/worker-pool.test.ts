import { MessageChannel } from 'node:worker_threads'
import { describe, expect, onTestFinished, test } from 'vitest'
import { silentLogger } from '../../../../src-main/platform/logger'
import { WorkerJobError, WorkerLostError, WorkerPool } from '../../../../src-main/platform/worker-pool'
import { serveJobs, type JobAnswer } from '../../../../src-main/platform/worker-protocol'

/** Speaks the protocol: each job names what the worker is to do. */
const script = `
import { parentPort, threadId } from 'node:worker_threads'
const started = process.hrtime.bigint()
parentPort.on('message', ({ id, job, cancelled }) => {
  const done = (result) => parentPort.postMessage({ kind: 'done', id, result })
  if (job.do === 'echo') done(job.value)
  if (job.do === 'length') done(job.bytes.byteLength)
  if (job.do === 'thread') done(threadId)
  if (job.do === 'fail') parentPort.postMessage({ kind: 'failed', id, failure: { code: 'chunkInvalid' } })
  if (job.do === 'throw') throw new Error('broken')
  if (job.do === 'exit') process.exit(3)
  if (job.do === 'wait') {
    Atomics.store(job.flags, 0, 1)
    Atomics.notify(job.flags, 0)
    while (Atomics.load(cancelled, 0) === 0) Atomics.wait(cancelled, 0, 0, 5)
    Atomics.store(job.flags, 1, 1)
    done('stopped')
  }
})
`
const entry = new URL(`data:text/javascript,${encodeURIComponent(script)}`)
const never = new AbortController().signal

function openPool(size: number): WorkerPool {
  const pool = new WorkerPool({ entry, size, logger: silentLogger })
  onTestFinished(() => pool.close())
  return pool
}

function flags(): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(8))
}

async function started(marks: Int32Array<SharedArrayBuffer>): Promise<void> {
  while (Atomics.load(marks, 0) === 0) await new Promise((resolve) => setImmediate(resolve))
}

describe('a worker pool', () => {
  test('runs more jobs than it has threads and gives each its answer', async () => {
    const pool = openPool(2)
    const jobs = [1, 2, 3, 4, 5].map((value) => pool.run({ do: 'echo', value }, { signal: never }))
    expect(await Promise.all(jobs)).toEqual([1, 2, 3, 4, 5])
  })

  test('moves the buffers that a job names', async () => {
    const bytes = new Uint8Array(1000)
    const length = await openPool(1).run({ do: 'length', bytes }, { signal: never, transfer: [bytes.buffer] })
    expect([length, bytes.byteLength]).toEqual([1000, 0])
  })

  test('hands over what the worker says about a failure and keeps the worker', async () => {
    const pool = openPool(1)
    const first = await pool.run({ do: 'thread' }, { signal: never })
    const failure = await pool.run({ do: 'fail' }, { signal: never }).catch((error: unknown) => error)
    expect(failure instanceof WorkerJobError && failure.failure).toEqual({ code: 'chunkInvalid' })
    expect(await pool.run({ do: 'thread' }, { signal: never })).toBe(first)
  })

  test.each(['throw', 'exit'])('replaces a worker that dies (%s)', async (way) => {
    const pool = openPool(1)
    const lost = pool.run({ do: way }, { signal: never })
    const next = pool.run({ do: 'echo', value: 'alive' }, { signal: never })
    await expect(lost).rejects.toBeInstanceOf(WorkerLostError)
    expect(await next).toBe('alive')
  })

  test('rejects a job whose script cannot be started', async () => {
    const pool = new WorkerPool({
      entry: new URL('file:///nowhere/at-all.js'),
      size: 1,
      logger: silentLogger,
    })
    onTestFinished(() => pool.close())
    await expect(pool.run({}, { signal: never })).rejects.toBeInstanceOf(WorkerLostError)
  })

  test('rejects a job that cannot be sent and stays usable', async () => {
    const pool = openPool(1)
    await expect(pool.run({ do: () => 1 }, { signal: never })).rejects.toThrow(/could not be cloned/)
    expect(await pool.run({ do: 'echo', value: 1 }, { signal: never })).toBe(1)
  })

  test('starts one thread for a job that was announced twice, before the job comes', async () => {
    const pool = openPool(2)
    pool.prepare()
    pool.prepare()
    const later = await openPool(1).run<number>({ do: 'thread' }, { signal: never })
    expect(await pool.run({ do: 'thread' }, { signal: never })).toBe(later - 1)
  })

  test('lets a cancelled job stop before it rejects', async () => {
    const pool = openPool(1)
    const marks = flags()
    const controller = new AbortController()
    const job = pool.run({ do: 'wait', flags: marks }, { signal: controller.signal })
    await started(marks)
    controller.abort(new Error('enough'))
    await expect(job).rejects.toThrow('enough')
    expect(marks[1]).toBe(1)
  })

  test('rejects a cancelled job that waits at once', async () => {
    const pool = openPool(1)
    const marks = flags()
    const running = new AbortController()
    const waiting = new AbortController()
    const first = pool.run({ do: 'wait', flags: marks }, { signal: running.signal })
    const second = pool.run({ do: 'echo' }, { signal: waiting.signal })
    waiting.abort(new Error('not needed'))
    await expect(second).rejects.toThrow('not needed')
    running.abort(new Error('enough'))
    await expect(first).rejects.toThrow('enough')
  })

  test('does not run a job that was cancelled before', async () => {
    await expect(
      openPool(1).run({ do: 'echo' }, { signal: AbortSignal.abort(new Error('no')) }),
    ).rejects.toThrow('no')
  })

  test('waits for the running job when it is closed and takes no other', async () => {
    const pool = openPool(1)
    const marks = flags()
    const job = pool.run({ do: 'wait', flags: marks }, { signal: never })
    const waiting = pool.run({ do: 'echo' }, { signal: never }).catch((error: unknown) => error)
    await started(marks)
    await pool.close()
    expect([await job, marks[1]]).toEqual(['stopped', 1])
    expect(await waiting).toBeInstanceOf(WorkerLostError)
    await expect(pool.run({ do: 'echo' }, { signal: never })).rejects.toBeInstanceOf(WorkerLostError)
  })
})

describe('a worker that serves jobs', () => {
  test('answers one after the other, failures included, and sees a cancellation', async () => {
    const { port1, port2 } = new MessageChannel()
    onTestFinished(() => {
      port1.close()
    })
    serveJobs(port2, {
      handle: async (job, context) => {
        await Promise.resolve()
        if (job === 'bad') throw new Error('bad job')
        return { result: [job, context.isCancelled()] }
      },
      describeFailure: (error) => (error instanceof Error ? error.message : 'unknown'),
    })
    const answers = new Promise<readonly JobAnswer[]>((resolve) => {
      const heard: JobAnswer[] = []
      port1.on('message', (answer: JobAnswer) => {
        heard.push(answer)
        if (heard.length === 3) resolve(heard)
      })
    })
    port1.postMessage({ id: 1, job: 'good', cancelled: Int32Array.of(0) })
    port1.postMessage({ id: 2, job: 'bad', cancelled: Int32Array.of(0) })
    port1.postMessage({ id: 3, job: 'late', cancelled: Int32Array.of(1) })
    expect(await answers).toEqual([
      { kind: 'done', id: 1, result: ['good', false] },
      { kind: 'failed', id: 2, failure: 'bad job' },
      { kind: 'done', id: 3, result: ['late', true] },
    ])
  })
})
