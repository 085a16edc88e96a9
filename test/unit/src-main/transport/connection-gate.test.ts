import { describe, expect, test } from 'vitest'
import { ConnectionGate, type GivesWay, type Place } from '../../../../src-main/transport/connection-gate'

const host = 'packs.example'
const reason = new Error('changed my mind')

/** Enters, and gives the place back as soon as the signal aborts, as an exchange does. */
async function exchange(gate: ConnectionGate, signal: AbortSignal, begun: () => void): Promise<void> {
  const { leave } = await gate.enter(host, signal)
  begun()
  signal.addEventListener('abort', leave, { once: true })
}

test('lets as many in as there are places, the others in the order they came', async () => {
  const gate = new ConnectionGate(2)
  const { signal } = new AbortController()
  const { leave } = await gate.enter(host, signal)
  const second = await gate.enter(host, signal)
  const entered: number[] = []
  const waiting = [1, 2].map((number) => gate.enter(host, signal).then(() => entered.push(number)))
  leave()
  leave()
  await waiting[0]
  const first = [...entered]
  second.leave()
  await waiting[1]
  expect([first, entered]).toEqual([[1], [1, 2]])
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
  await expect(gate.enter(host, new AbortController().signal)).resolves.toMatchObject({
    wanted: { aborted: false },
  })
})

describe('what gives way', () => {
  const background: GivesWay = () => true
  const urgent: GivesWay = () => false

  /** Several that come in one after the other. */
  async function inside(gate: ConnectionGate, count: number, givesWay?: GivesWay): Promise<readonly Place[]> {
    const { signal } = new AbortController()
    return Promise.all(Array.from({ length: count }, () => gate.enter(host, signal, givesWay)))
  }

  /** Comes to a gate that is full; says its name once it is in. */
  function arrival(
    gate: ConnectionGate,
    name: string,
    entered: string[],
    givesWay?: GivesWay,
  ): Promise<Place> {
    const entering = gate.enter(host, new AbortController().signal, givesWay)
    void entering.then(() => entered.push(name))
    return entering
  }

  function wanted(places: readonly Place[]): readonly boolean[] {
    return places.map((place) => place.wanted.aborted)
  }

  test('waits behind the rest, however early it came', async () => {
    const gate = new ConnectionGate(1)
    const [first] = await inside(gate, 1, urgent)
    const entered: string[] = []
    const later = arrival(gate, 'background', entered, background)
    const read = arrival(gate, 'read', entered)
    const asked = arrival(gate, 'asked', entered, urgent)
    first?.leave()
    for (const place of [read, asked, later]) (await place).leave()
    expect(entered).toEqual(['read', 'asked', 'background'])
  })

  test('is told that its place is wanted, those that came last first, as many as are needed', async () => {
    const gate = new ConnectionGate(4)
    const places = await inside(gate, 4, background)
    void arrival(gate, 'one', [], urgent)
    const one = wanted(places)
    void arrival(gate, 'two', [], urgent)
    expect([one, wanted(places)]).toEqual([
      [false, false, false, true],
      [false, false, true, true],
    ])
  })

  test('keeps one place, whoever comes', async () => {
    const gate = new ConnectionGate(2)
    const places = await inside(gate, 2, background)
    for (const name of ['one', 'two', 'three']) void arrival(gate, name, [], urgent)
    expect(wanted(places)).toEqual([false, true])
  })

  test('is left alone by what is soon over, and by others that give way', async () => {
    const gate = new ConnectionGate(2)
    const places = await inside(gate, 2, background)
    void arrival(gate, 'read', [])
    void arrival(gate, 'background', [], background)
    expect(wanted(places)).toEqual([false, false])
  })

  test('does so no longer once somebody asked for it', async () => {
    const gate = new ConnectionGate(2)
    let isBackground = true
    const places = await inside(gate, 2, () => isBackground)
    isBackground = false
    void arrival(gate, 'urgent', [], urgent)
    expect(wanted(places)).toEqual([false, false])
  })
})
