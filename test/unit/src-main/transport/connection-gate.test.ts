import { beforeEach, describe, expect, test } from 'vitest'
import { ConnectionGate, type Place } from '../../../../src-main/transport/connection-gate'

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
  let background: AbortSignal
  beforeEach(() => {
    background = new AbortController().signal
  })
  const urgent = AbortSignal.abort()

  /** Several that come in one after the other. */
  async function inside(
    gate: ConnectionGate,
    count: number,
    whileGivingWay?: AbortSignal,
  ): Promise<readonly Place[]> {
    const { signal } = new AbortController()
    return Promise.all(Array.from({ length: count }, () => gate.enter(host, signal, whileGivingWay)))
  }

  /** Comes to a gate that is full; says its name once it is in. */
  function arrival(
    gate: ConnectionGate,
    name: string,
    entered: string[],
    whileGivingWay?: AbortSignal,
    signal = new AbortController().signal,
  ): Promise<Place> {
    const entering = gate.enter(host, signal, whileGivingWay)
    entering.then(
      () => entered.push(name),
      () => undefined,
    )
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
    const controller = new AbortController()
    const places = await inside(gate, 2, controller.signal)
    controller.abort()
    void arrival(gate, 'urgent', [], urgent)
    expect(wanted(places)).toEqual([false, false])
  })

  test('is told when somebody who waited behind it becomes urgent', async () => {
    const gate = new ConnectionGate(2)
    const places = await inside(gate, 2, background)
    const controller = new AbortController()
    void arrival(gate, 'waits', [], controller.signal)
    const before = wanted(places)
    controller.abort()
    expect([before, wanted(places)]).toEqual([
      [false, false],
      [false, true],
    ])
  })

  test('is told in the place of somebody who was asked to leave and became urgent', async () => {
    const gate = new ConnectionGate(3)
    const others = await inside(gate, 2, background)
    const controller = new AbortController()
    const [last] = await inside(gate, 1, controller.signal)
    void arrival(gate, 'urgent', [], urgent)
    const before = [last?.wanted.aborted, wanted(others)]
    controller.abort()
    expect([before, wanted(others)]).toEqual([
      [true, [false, false]],
      [false, true],
    ])
  })

  test('may stay when who asked for its place has given up waiting, or has found another', async () => {
    const gate = new ConnectionGate(3)
    const [soonOver] = await inside(gate, 1)
    const places = await inside(gate, 2, background)
    const controller = new AbortController()
    const leaving = arrival(gate, 'gives up', [], urgent, controller.signal).catch(() => undefined)
    const asked = [wanted(places)]
    controller.abort(reason)
    await leaving
    asked.push(wanted(places))
    const entering = arrival(gate, 'finds another', [], urgent)
    asked.push(wanted(places))
    soonOver?.leave()
    await entering
    asked.push(wanted(places))
    expect(asked).toEqual([
      [false, true],
      [false, false],
      [false, true],
      [false, false],
    ])
  })
})
