import { expect, test } from 'vitest'
import { ConnectionGate } from '../../../../src-main/transport/connection-gate'

const host = 'packs.example'
const reason = new Error('changed my mind')

/** Enters, and gives the place back as soon as the signal aborts, as an exchange does. */
async function exchange(gate: ConnectionGate, signal: AbortSignal, begun: () => void): Promise<void> {
  const leave = await gate.enter(host, signal)
  begun()
  signal.addEventListener('abort', leave, { once: true })
}

test('lets as many in as there are places, the others in the order they came', async () => {
  const gate = new ConnectionGate(2)
  const { signal } = new AbortController()
  const leave = await gate.enter(host, signal)
  await gate.enter(host, signal)
  const entered: number[] = []
  const waiting = [1, 2].map((number) => gate.enter(host, signal).then(() => entered.push(number)))
  leave()
  leave()
  await waiting[0]
  expect(entered).toEqual([1])
})

test('lets nobody in whose signal aborts together with those inside', async () => {
  const gate = new ConnectionGate(2)
  const controller = new AbortController()
  let begun = 0
  const exchanges = Array.from({ length: 6 }, () =>
    // A signal of its own each, as a transport makes them.
    exchange(gate, AbortSignal.any([controller.signal]), () => {
      begun += 1
    }).catch((error: unknown) => error),
  )
  await Promise.resolve()
  controller.abort(reason)
  const outcomes = await Promise.all(exchanges)
  expect([begun, outcomes.filter((outcome) => outcome === reason).length]).toEqual([2, 4])
})

test('has all its places again after that', async () => {
  const gate = new ConnectionGate(1)
  const controller = new AbortController()
  const first = exchange(gate, AbortSignal.any([controller.signal]), () => undefined)
  const second = exchange(gate, AbortSignal.any([controller.signal]), () => undefined).catch(() => undefined)
  await first
  controller.abort(reason)
  await second
  await expect(gate.enter(host, new AbortController().signal)).resolves.toBeTypeOf('function')
})
