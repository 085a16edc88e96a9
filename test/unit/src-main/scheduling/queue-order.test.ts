import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DownloadState } from '../../../../src-shared/domain/download-state'
import type { QueueMove } from '../../../../src-shared/domain/queue-move'
import { movedQueue, type Movable } from '../../../../src-main/scheduling/queue-order'
import { aPack, anID } from '../../../support/pack-builder'
import { SchedulingFixture } from '../../../support/scheduling'

const ids = ['a', 'b', 'c', 'd', 'e']

type Kind = 'waiting' | 'downloading' | 'paused'

function aQueue(kinds: readonly Kind[] = []): readonly Movable[] {
  return ids.map((id, index) => {
    const kind = kinds[index] ?? 'waiting'
    const state: DownloadState = kind === 'waiting' ? { kind, reason: 'queue' } : { kind }
    return { assetPack: aPack({ id }), state }
  })
}

function namesOf(queue: readonly Movable[]): string {
  return queue.map(({ assetPack }) => assetPack.id).join('')
}

function isRunning({ state }: Movable): boolean {
  return state.kind === 'downloading'
}

function isWhereAsked(queue: string, id: string, move: QueueMove): boolean {
  switch (move.kind) {
    case 'first':
      return queue.startsWith(id)
    case 'last':
      return queue.endsWith(id)
    case 'before':
      return move.id === id || queue.includes(id + move.id)
    case 'after':
      return move.id === id || queue.includes(move.id + id)
  }
}

describe('moving in the queue', () => {
  test.each<readonly [string, QueueMove, string]>([
    ['d', { kind: 'first' }, 'abdce'],
    ['c', { kind: 'last' }, 'abdec'],
    ['e', { kind: 'before', id: anID('C') }, 'abecd'],
    ['c', { kind: 'after', id: anID('d') }, 'abdce'],
    ['c', { kind: 'after', id: anID('gone') }, 'abcde'],
  ])('puts %s %j', (id, move, expected) => {
    const queue = aQueue(['downloading', 'downloading'])
    const moved = queue.find(({ assetPack }) => assetPack.id === id)
    expect(moved && namesOf(movedQueue(queue, moved, move))).toBe(expected)
  })

  test.each<readonly [readonly Kind[], string, string]>([
    [['downloading', 'paused', 'waiting'], 'c', 'acb'],
    [['paused', 'paused', 'paused'], 'c', 'cab'],
    [['downloading', 'downloading', 'paused'], 'c', 'abc'],
  ])('in a queue that is %j puts %s first of all that do not run', (kinds, id, expected) => {
    const queue = aQueue(kinds).slice(0, kinds.length)
    const moved = queue.find(({ assetPack }) => assetPack.id === id)
    expect(moved && namesOf(movedQueue(queue, moved, { kind: 'first' }))).toBe(expected)
  })

  test('overtakes by being first whatever does not run, and nothing that runs', () => {
    const kinds = fc.array(fc.constantFrom<Kind>('waiting', 'downloading', 'paused'), {
      minLength: ids.length,
      maxLength: ids.length,
    })
    fc.assert(
      fc.property(fc.constantFrom(...ids), kinds, (id, each) => {
        const queue = aQueue(each)
        const moved = queue.find(({ assetPack }) => assetPack.id === id) as Movable
        const after = movedQueue(queue, moved, { kind: 'first' })
        const index = after.indexOf(moved)
        const next = after[index + 1]
        expect(next === undefined || !isRunning(next)).toBe(true)
        expect(after.slice(0, index).every(isRunning)).toBe(true)
      }),
    )
  })

  test('brings the one where it belongs and leaves the others in their order', () => {
    const moves: fc.Arbitrary<QueueMove> = fc.oneof(
      fc.record({ kind: fc.constantFrom('first' as const, 'last' as const) }),
      fc.record({
        kind: fc.constantFrom('before' as const, 'after' as const),
        id: fc.constantFrom(...ids.map((id) => anID(id))),
      }),
    )
    fc.assert(
      fc.property(fc.constantFrom(...ids), moves, (id, move) => {
        const queue = aQueue()
        const moved = queue.find(({ assetPack }) => assetPack.id === id) as Movable
        const after = namesOf(movedQueue(queue, moved, move))
        const others = namesOf(queue).replace(id, '')
        expect([after.replace(id, ''), isWhereAsked(after, id, move)]).toEqual([others, true])
      }),
    )
  })
})

/** Three packs wait for the one that runs. */
async function waitingBehind(): Promise<SchedulingFixture> {
  const fixture = new SchedulingFixture({ packsAtOnce: 1 })
  for (const id of ['running', 'one', 'two', 'three'])
    fixture.downloads.schedule(aPack({ id }), { origin: 'foreground' })
  await fixture.settled()
  return fixture
}

describe('the order that a person gave', () => {
  test('is the order in which downloads start', async () => {
    const { downloads, installer, ...fixture } = await waitingBehind()
    downloads.move(anID('three'), { kind: 'first' })
    const order = downloads.queue()
    const started = ['running']
    for (let index = 0; index < 3; index += 1) {
      installer.attempt(started.at(-1) ?? '').finish()
      await fixture.clock.advance(0)
      started.push(installer.attempts.at(-1)?.request.assetPack.id ?? '')
    }
    expect([order, started]).toEqual([
      ['running', 'three', 'one', 'two'],
      ['running', 'three', 'one', 'two'],
    ])
  })

  test('outlasts a restart, and leaves nothing behind when the queue was empty', async () => {
    const first = await waitingBehind()
    first.downloads.move(anID('three'), { kind: 'before', id: anID('one') })
    await first.downloads.close()
    const second = new SchedulingFixture({ store: first.store })
    const restored = second.downloads.queue()
    await Promise.all(restored.map((id) => second.downloads.cancel(id)))
    await second.downloads.close()
    const third = new SchedulingFixture({ store: first.store })
    for (const id of ['running', 'one', 'two', 'three'])
      third.downloads.schedule(aPack({ id }), { origin: 'foreground' })
    await third.downloads.close()
    const { downloads } = new SchedulingFixture({ store: first.store })
    expect([restored, downloads.queue()]).toEqual([
      ['running', 'three', 'one', 'two'],
      ['running', 'one', 'two', 'three'],
    ])
  })

  test('stays as it was when it cannot be kept', async () => {
    const { downloads, store } = await waitingBehind()
    store.values.set = () => {
      throw new Error('the disk is full')
    }
    expect(() => {
      downloads.move(anID('three'), { kind: 'first' })
    }).toThrow('the disk is full')
    expect(downloads.queue()).toEqual(['running', 'one', 'two', 'three'])
  })

  test('is none of what is not in the queue', async () => {
    const { downloads } = await waitingBehind()
    expect(() => {
      downloads.move(anID('other'), { kind: 'first' })
    }).toThrow(expect.objectContaining({ code: 'downloadNotScheduled' }))
  })
})

describe('starting now', () => {
  test('overtakes what waits and what runs, which waits in turn and goes on', async () => {
    const { downloads, installer, ...fixture } = await waitingBehind()
    downloads.startNow(anID('three'))
    await fixture.clock.advance(0)
    const during = [downloads.queue(), installer.running]
    installer.attempt('three').finish()
    await fixture.clock.advance(0)
    expect([during, installer.running]).toEqual([
      [['three', 'running', 'one', 'two'], ['three 1']],
      ['running 1'],
    ])
  })

  test('lets through what waits for a connection that costs nothing', async () => {
    const { downloads, conditions, installer, ...fixture } = new SchedulingFixture()
    conditions.set({ metered: true })
    downloads.schedule(aPack({ id: 'prefetch' }), { origin: 'prefetch' })
    await fixture.clock.advance(0)
    const before = installer.running
    downloads.startNow(anID('prefetch'))
    await fixture.clock.advance(0)
    expect([before, installer.running]).toEqual([[], ['prefetch 1']])
  })

  test('resumes what is paused', async () => {
    const { downloads, installer, ...fixture } = await waitingBehind()
    downloads.pause(anID('two'))
    downloads.startNow(anID('two'))
    await fixture.clock.advance(0)
    expect(installer.running).toEqual(['two 1'])
  })

  test('is given up by a pause before it has begun', async () => {
    const { downloads, installer, ...fixture } = await waitingBehind()
    installer.lingers = true
    downloads.startNow(anID('two'))
    downloads.pause(anID('two'))
    downloads.resume(anID('running'))
    await fixture.clock.advance(0)
    downloads.resume(anID('two'))
    await fixture.clock.advance(0)
    expect(installer.running).toEqual(['running 1'])
  })
})
