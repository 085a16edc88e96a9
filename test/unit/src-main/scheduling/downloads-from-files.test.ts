import { describe, expect, it } from 'vitest'
import { aPack } from '../../../support/pack-builder'
import { SchedulingFixture } from '../../../support/scheduling'

const file = { path: '/stick/tutorial.assetpack', mayUseNetwork: false }
const withNetwork = { ...file, mayUseNetwork: true }
const tutorial = aPack({ id: 'tutorial', version: 1 })

function from(use: typeof file): { readonly origin: 'foreground'; readonly file: typeof file } {
  return { origin: 'foreground', file: use }
}

describe('downloads that come from a file', () => {
  it('run without a network', async () => {
    const fixture = new SchedulingFixture()
    fixture.conditions.set({ online: false })
    fixture.downloads.schedule(tutorial, from(file))
    await fixture.settled()
    expect(fixture.installer.attempt('tutorial').request.file).toEqual(file)
  })

  it('go on with the file after a restart', async () => {
    const before = new SchedulingFixture()
    before.downloads.schedule(tutorial, from(file))
    await before.settled()
    await before.downloads.close()

    const after = new SchedulingFixture({ store: before.store })
    after.conditions.set({ online: false })
    after.downloads.continueJournal()
    await after.settled()
    expect(after.installer.attempt('tutorial').request.file).toEqual(file)
  })

  it('end with what is wrong with the file when the network may not stand in', async () => {
    const fixture = new SchedulingFixture()
    fixture.downloads.schedule(tutorial, from(file))
    await fixture.settled()
    fixture.installer.attempt('tutorial').fail('packFileDamaged')
    await fixture.settled()
    expect(fixture.states).toEqual(['tutorial 1: failed'])
  })

  it('wait for a network once it could not bring what the file lacks, and still take the rest from the file', async () => {
    const fixture = new SchedulingFixture()
    fixture.conditions.set({ online: false })
    fixture.downloads.schedule(tutorial, from(withNetwork))
    await fixture.settled()
    fixture.installer.attempt('tutorial').fail('offline')
    await fixture.settled()
    expect(fixture.states).toEqual(['tutorial 1: waiting (network)'])
    fixture.conditions.set({ online: true })
    await fixture.settled()
    expect(fixture.installer.attempt('tutorial').request.file).toEqual(withNetwork)
  })

  it.each(['hostUnavailable', 'timedOut', 'remoteBusy'] as const)(
    'wait like any other after "%s", and still take the rest from the file',
    async (code) => {
      const fixture = new SchedulingFixture()
      fixture.downloads.schedule(tutorial, from(withNetwork))
      await fixture.settled()
      fixture.installer.attempt('tutorial').fail(code)
      await fixture.settled()
      const waiting = fixture.states
      await fixture.clock.advance(1_000)
      await fixture.settled()
      expect([waiting, fixture.installer.attempts.map(({ request }) => request.file)]).toEqual([
        ['tutorial 1: waiting (retry)'],
        [withNetwork, withNetwork],
      ])
    },
  )

  it('come over the network once the file has failed them', async () => {
    const fixture = new SchedulingFixture()
    fixture.downloads.schedule(tutorial, from(withNetwork))
    await fixture.settled()
    fixture.installer.attempt('tutorial').fail('chunkInvalid')
    await fixture.settled()
    await fixture.clock.advance(1_000)
    await fixture.settled()
    expect(fixture.installer.attempts.map(({ request }) => request.file)).toEqual([withNetwork, undefined])
  })

  it.each(['fileInUse', 'internal'] as const)(
    'go on with the file after what "%s" says of this machine',
    async (code) => {
      const fixture = new SchedulingFixture()
      fixture.downloads.schedule(tutorial, from(withNetwork))
      await fixture.settled()
      fixture.installer.attempt('tutorial').fail(code)
      await fixture.settled()
      fixture.conditions.set({ online: false })
      await fixture.settled()
      const waiting = fixture.states
      await fixture.clock.advance(1_000)
      expect([waiting, fixture.installer.attempts.map(({ request }) => request.file)]).toEqual([
        ['tutorial 1: waiting (retry)'],
        [withNetwork, withNetwork],
      ])
    },
  )

  it('take the place of what comes over the network', async () => {
    const fixture = new SchedulingFixture()
    fixture.downloads.schedule(tutorial, { origin: 'prefetch' })
    await fixture.settled()
    fixture.downloads.schedule(tutorial, from(file))
    await fixture.settled()
    expect(fixture.installer.attempts.map(({ request }) => request.file)).toEqual([undefined, file])
    expect(fixture.installer.running).toEqual(['tutorial 1'])
  })

  it('are not made to fetch a newer version that the file does not have', async () => {
    const fixture = new SchedulingFixture()
    fixture.downloads.schedule(tutorial, from(file))
    await fixture.settled()
    fixture.downloads.reconcile(() => aPack({ id: 'tutorial', version: 2 }))
    await fixture.settled()
    expect(fixture.installer.running).toEqual(['tutorial 1'])
  })

  it('come over the network when they are asked for again without a file', async () => {
    const fixture = new SchedulingFixture()
    fixture.downloads.schedule(tutorial, from(file))
    await fixture.settled()
    fixture.installer.attempt('tutorial').fail('packFileDamaged')
    await fixture.settled()
    fixture.downloads.schedule(tutorial, { origin: 'foreground' })
    await fixture.settled()
    expect(fixture.installer.attempt('tutorial').request.file).toBeUndefined()
  })
})
