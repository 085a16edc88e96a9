import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../../../../src-main/platform/clock'
import { NodeTransport } from '../../../../src-main/transport/node-transport'
import { ThrottledTransport } from '../../../../src-main/transport/throttled-transport'
import { FaultyServer } from '../../../support/faulty-server'
import { seededBytes } from '../../../support/file-tree'
import { ManualClock } from '../../../support/manual-clock'
import { temporaryDirectory } from '../../../support/temporary-directory'

const content = seededBytes(3_000_000, 5)
const slice = 64 * 1024

/** A host, a transport under a rate, and the way to download the content. */
async function scene(clock: ManualClock | typeof systemClock, bytesPerSecond: number) {
  const server = await FaultyServer.start()
  const base = new NodeTransport({ clock: systemClock, connectionsPerHost: 2 })
  const transport = new ThrottledTransport({ base, clock, bytesPerSecond })
  onTestFinished(async () => {
    await transport.close()
    await server.close()
  })
  server.put('/x', content)
  const destination = join(await temporaryDirectory(), 'x')
  const download = (signal: AbortSignal, onProgress: (bytes: number) => void) =>
    transport.download({
      url: `${server.baseURL}/x`,
      totalBytes: content.length,
      destination,
      signal,
      onProgress,
    })
  return { download, destination }
}

test('under a rate, progress moves as the rate allows, whatever arrives at once', async () => {
  const { download } = await scene(systemClock, 1e12)
  const told: number[] = []
  await download(new AbortController().signal, (bytes) => told.push(bytes))
  const steps = told.slice(1).map((bytes, index) => bytes - (told[index] ?? 0))
  expect([told.at(0), told.at(-1), Math.max(...steps), Math.min(...steps) >= 0]).toEqual([
    0,
    content.length,
    slice,
    true,
  ])
})

test('what has arrived stays when a transfer ends before it is paid for', async () => {
  // Its time stands still: nothing is ever paid.
  const { download, destination } = await scene(new ManualClock(), 1_024)
  const controller = new AbortController()
  const told: number[] = []
  const work = download(controller.signal, (bytes) => {
    told.push(bytes)
    // First of the empty file, then of what has arrived.
    if (told.length === 2) controller.abort('enough')
  })
  await expect(work).rejects.toBe('enough')
  const here = await readFile(destination)
  expect([told, here.length > 0, here.equals(content.subarray(0, here.length))]).toEqual([[0, 0], true, true])
})
