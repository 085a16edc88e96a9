import { describe, expect, it } from 'vitest'
import { connectContract } from '../../../../src-shared/ipc/channel-client'
import { serveContract } from '../../../../src-shared/ipc/channel-server'
import { assetPackContract } from '../../../../src-shared/ipc/contract'
import {
  createAssetPacksStore,
  followLibrary,
  type AssetPacksState,
  type AssetPacksStore,
} from '../../../../src-renderer/store/asset-packs-store'
import { connectedPorts } from '../../../support/connected-ports'
import { FakeLibrary } from '../../../support/fake-library'
import { aDownload, anEntry } from '../../../support/library-builders'
import { ManualClock } from '../../../support/manual-clock'

function follow(library: FakeLibrary): {
  readonly store: AssetPacksStore
  readonly clock: ManualClock
  readonly ended: Promise<void>
  readonly end: () => void
} {
  const { near, far } = connectedPorts()
  serveContract(assetPackContract, library, far)
  const store = createAssetPacksStore()
  const clock = new ManualClock()
  const ending = new AbortController()
  const ended = followLibrary(store, connectContract(assetPackContract, near), clock, ending.signal)
  return { store, clock, ended, end: () => ending.abort() }
}

function until(store: AssetPacksStore, holds: (state: AssetPacksState) => boolean): Promise<AssetPacksState> {
  return new Promise((resolve) => {
    const check = (): void => {
      if (!holds(store.getState())) return
      unsubscribe()
      resolve(store.getState())
    }
    const unsubscribe = store.subscribe(check)
    check()
  })
}

describe('followLibrary', () => {
  it('shows the first snapshot, then every change', async () => {
    const library = new FakeLibrary({ entries: [anEntry({ id: 'emoji' })], facts: { isFirstLaunch: true } })
    const { store, end } = follow(library)
    const first = await until(store, (state) => state.loaded)
    library.put(anEntry({ id: 'flags', policy: 'essential', download: aDownload() }))
    const second = await until(store, (state) => state.entries.size === 2)
    end()
    expect([first.link, first.appFacts?.productName, first.firstRun, second.firstRun]).toEqual([
      'live',
      'Packhouse',
      'hidden',
      'installing',
    ])
  })

  it('asks for all it needs at once: every answer takes a way there and back', async () => {
    const { near, far } = connectedPorts()
    const asked: unknown[] = []
    far.onMessage((message) => asked.push((message as { readonly name: string }).name))
    const ending = new AbortController()
    const client = connectContract(assetPackContract, near)
    void followLibrary(createAssetPacksStore(), client, new ManualClock(), ending.signal)
    await new Promise((resolve) => {
      setImmediate(resolve)
    })
    ending.abort()
    expect(asked).toEqual(['appFacts', 'library'])
  })

  it('keeps what it knows while the main process does not answer, and comes back by itself', async () => {
    const library = new FakeLibrary({ entries: [anEntry({ id: 'emoji' })] })
    const { store, clock, end } = follow(library)
    await until(store, (state) => state.loaded)
    library.breakStreams()
    const lost = await until(store, (state) => state.link === 'lost')
    library.put(anEntry({ id: 'flags' }))
    await clock.advance(1000)
    const back = await until(store, (state) => state.link === 'live')
    end()
    expect([lost.entries.size, back.entries.size]).toEqual([1, 2])
  })

  it('stops when it is told to, and leaves no timer behind', async () => {
    const library = new FakeLibrary({ entries: [] })
    const { store, clock, ended, end } = follow(library)
    await until(store, (state) => state.loaded)
    library.breakStreams()
    await until(store, (state) => state.link === 'lost')
    end()
    await ended
    expect(clock.pendingTimers).toBe(0)
  })
})
