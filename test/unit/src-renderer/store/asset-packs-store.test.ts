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
import type { DrawingPace } from '../../../../src-renderer/store/drawing-pace'
import { connectedPorts } from '../../../support/connected-ports'
import { FakeLibrary } from '../../../support/fake-library'
import { aDownload, anEntry } from '../../../support/library-builders'
import { ManualClock } from '../../../support/manual-clock'
import { ScriptedPace } from '../../../support/scripted-pace'

function follow(
  library: FakeLibrary,
  pace?: DrawingPace,
): {
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
  const ended = followLibrary(store, connectContract(assetPackContract, near), { clock, pace }, ending.signal)
  return { store, clock, ended, end: () => ending.abort() }
}

/** What the two sides say to each other goes in microtasks, and none of them is left then. */
function everythingHeard(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
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
    void followLibrary(createAssetPacksStore(), client, { clock: new ManualClock() }, ending.signal)
    await everythingHeard()
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

  it('gathers what comes while something scrolls, and shows it together', async () => {
    const library = new FakeLibrary({ entries: [anEntry({ id: 'emoji' })] })
    const script = new ScriptedPace()
    const { store, end } = follow(library, script.pace)
    const shown: string[] = []
    store.subscribe(({ entries }) => shown.push([...entries.keys()].join(' ')))
    await everythingHeard()
    library.put(anEntry({ id: 'flags' }))
    library.put(anEntry({ id: 'fonts' }))
    await everythingHeard()
    const before = [...shown]
    script.happens('atRest')
    end()
    expect([before, shown]).toEqual([[], ['emoji flags fonts']])
  })

  it('shows what it has gathered before it says that the main process does not answer', async () => {
    const library = new FakeLibrary({ entries: [anEntry({ id: 'emoji' })] })
    const script = new ScriptedPace()
    const { store, end } = follow(library, script.pace)
    await everythingHeard()
    library.breakStreams()
    const { entries } = await until(store, (state) => state.link === 'lost')
    end()
    expect(entries.size).toBe(1)
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
