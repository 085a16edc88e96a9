import { describe, expect, test } from 'vitest'
import { toAssetPackError } from '../../../../src-shared/domain/errors'
import { ManagerFixture } from '../../../support/manager-fixture'
import { aPack } from '../../../support/pack-builder'

function outcome(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'done',
    (error: unknown) => toAssetPackError(error).code,
  )
}

function withPacks(...ids: readonly string[]): ManagerFixture {
  const fixture = new ManagerFixture()
  for (const id of ids) fixture.store.install(aPack({ id }))
  return fixture
}

describe('the verification of a pack', () => {
  test('of which nothing is here is refused', async () => {
    const { manager } = new ManagerFixture()
    expect([await outcome(manager.verify('nobody')), await outcome(manager.verify('../x'))]).toEqual([
      'assetPackNotFound',
      'assetPackNotFound',
    ])
  })

  test('waits for another one of the same pack, and for no other pack', async () => {
    const { manager, verifier, settled } = bound(withPacks('a', 'b'))
    const ends = ['a', 'A', 'b'].map((id) => outcome(manager.verify(id)))
    await settled()
    const first = verifier.running.map(({ request }) => request.installed.assetPack.id)
    verifier.running[0]?.finish()
    await ends[0]
    await settled()
    for (const { finish } of verifier.running) finish()
    expect([first, verifier.running.length, await Promise.all(ends)]).toEqual([
      ['a', 'b'],
      3,
      ['done', 'done', 'done'],
    ])
  })

  test('is left at once by a caller whose turn has not come', async () => {
    const { manager, settled } = bound(withPacks('a'))
    const first = outcome(manager.verify('a'))
    const leaving = new AbortController()
    const second = outcome(manager.verify('a', { signal: leaving.signal }))
    await settled()
    leaving.abort()
    const left = await second
    await manager.close()
    expect([left, await first]).toEqual(['cancelled', 'cancelled'])
  })

  test('is stopped when the pack is removed, and only that one', async () => {
    const { manager, verifier, settled } = bound(withPacks('a', 'b'))
    const ends = ['a', 'b'].map((id) => outcome(manager.verify(id)))
    await settled()
    await manager.remove('a')
    verifier.running[1]?.finish()
    expect(await Promise.all(ends)).toEqual(['cancelled', 'done'])
  })

  test('is stopped when the pack goes to another version', async () => {
    const { manager, store, settled } = bound(withPacks('a'))
    store.install(aPack({ id: 'a', version: 2 }))
    const ends = [outcome(manager.verify('a'))]
    await settled()
    await manager.rollback('a')
    ends.push(outcome(manager.verify('a')))
    await settled()
    await manager.pin('a', 2)
    expect([await Promise.all(ends), manager.localVersion('a')]).toEqual([['cancelled', 'cancelled'], 2])
  })

  test('keeps the files from the collector as long as it runs', async () => {
    const { manager, store, verifier, settled } = bound(withPacks('a'))
    const end = outcome(manager.verify('a'))
    await settled()
    const meanwhile = store.leases
    verifier.running[0]?.finish()
    await end
    expect([meanwhile, store.leases]).toEqual([1, 0])
  })
})

/** The fixture's parts, to be taken apart. */
function bound(fixture: ManagerFixture): Pick<ManagerFixture, 'manager' | 'verifier' | 'store' | 'settled'> {
  const { manager, verifier, store } = fixture
  return { manager, verifier, store, settled: () => fixture.settled() }
}
