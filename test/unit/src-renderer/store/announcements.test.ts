import { describe, expect, it } from 'vitest'
import type { LibraryEntry } from '../../../../src-shared/domain/library'
import {
  Announcer,
  announcementsBetween,
  type Announcement,
} from '../../../../src-renderer/store/announcements'
import { aDownload, anEntry, anError, type EntryParts } from '../../../support/library-builders'
import { ManualClock } from '../../../support/manual-clock'
import { anID } from '../../../support/pack-builder'

function between(before: EntryParts, after: EntryParts): readonly Announcement[] {
  const map = (entry: LibraryEntry): ReadonlyMap<LibraryEntry['assetPack']['id'], LibraryEntry> =>
    new Map([[entry.assetPack.id, entry]])
  return announcementsBetween(
    map(anEntry({ title: 'Flags', ...before })),
    map(anEntry({ title: 'Flags', ...after })),
  )
}

const named = (id: string, title = id): Pick<Announcement, 'id' | 'title'> => ({ id: anID(id), title })

describe('announcementsBetween', () => {
  it('tells of phases, pauses, ends and removals', () => {
    expect([
      between({}, { download: aDownload() }),
      between({ download: aDownload() }, { download: aDownload({ phase: 'installing' }) }),
      between({ download: aDownload() }, { download: aDownload({}, { state: 'paused' }) }),
      between({ download: aDownload() }, { localVersion: 1 }),
      between({ localVersion: 1 }, {}),
    ]).toEqual([
      [{ kind: 'phase', id: 'tutorial', title: 'Flags', state: 'downloading' }],
      [{ kind: 'phase', id: 'tutorial', title: 'Flags', state: 'installing' }],
      [{ kind: 'phase', id: 'tutorial', title: 'Flags', state: 'paused' }],
      [{ kind: 'finished', id: 'tutorial', title: 'Flags' }],
      [{ kind: 'removed', id: 'tutorial', title: 'Flags' }],
    ])
  })

  it('tells of the removal of what is offered no longer, which leaves the library with its files', () => {
    const [here, elsewhere] = [anEntry({ id: 'here', localVersion: 1 }), anEntry({ id: 'elsewhere' })]
    const before = new Map([here, elsewhere].map((entry) => [entry.assetPack.id, entry]))
    expect(announcementsBetween(before, new Map())).toEqual([{ kind: 'removed', ...named('here') }])
  })

  it('tells of quarters, not of every step', () => {
    const steps = [0.1, 0.24, 0.26, 0.4, 0.8]
    const percents = steps
      .slice(1)
      .map((fraction, index) =>
        between(
          { download: aDownload({ fractionCompleted: steps[index] ?? 0 }) },
          { download: aDownload({ fractionCompleted: fraction }) },
        ).map((each) => (each.kind === 'quarter' ? each.percent : each.kind)),
      )
    expect(percents).toEqual([[], [25], [], [75]])
  })

  it('tells of an arrival whose download was over before it was seen', () => {
    const finished = [{ kind: 'finished', id: 'tutorial', title: 'Flags' }]
    expect([
      between({}, { localVersion: 1 }),
      between({ version: 2, localVersion: 1 }, { version: 2, localVersion: 2 }),
    ]).toEqual([finished, finished])
  })

  it('keeps quiet when an error is dismissed', () => {
    expect(between({ localVersion: 1, error: anError('timedOut') }, { localVersion: 1 })).toEqual([])
  })

  it('tells of a failure with its reason', () => {
    const error = anError('outOfSpace')
    expect(between({ download: aDownload() }, { error })).toEqual([
      { kind: 'failed', id: 'tutorial', title: 'Flags', error },
    ])
  })
})

describe('Announcer', () => {
  function listen(): {
    clock: ManualClock
    announcer: Announcer
    said: (readonly [string, readonly string[]])[]
  } {
    const clock = new ManualClock()
    const said: (readonly [string, readonly string[]])[] = []
    const announcer = new Announcer({
      clock,
      say: (announcements, urgency) => {
        said.push([urgency, announcements.map(({ kind, title }) => `${kind} ${title}`)])
      },
    })
    return { clock, announcer, said }
  }

  it('says one polite thing in ten seconds, made of the last news of each pack', async () => {
    const { clock, announcer, said } = listen()
    announcer.announce([{ kind: 'finished', ...named('a') }])
    announcer.announce([{ kind: 'quarter', ...named('b'), percent: 25 }])
    announcer.announce([{ kind: 'finished', ...named('b') }])
    announcer.announce([{ kind: 'finished', ...named('c') }])
    await clock.advance(9_999)
    const early = [...said]
    await clock.advance(1)
    expect([early, said]).toEqual([
      [['polite', ['finished a']]],
      [
        ['polite', ['finished a']],
        ['polite', ['finished b', 'finished c']],
      ],
    ])
  })

  it('says what became of each of two packs of one name', async () => {
    const { clock, announcer, said } = listen()
    announcer.announce([{ kind: 'finished', ...named('a') }])
    announcer.announce([{ kind: 'finished', ...named('b', 'Maps') }])
    announcer.announce([{ kind: 'removed', ...named('c', 'Maps') }])
    await clock.advance(10_000)
    expect(said.at(-1)).toEqual(['polite', ['finished Maps', 'removed Maps']])
  })

  it('says a failure at once', () => {
    const { announcer, said } = listen()
    announcer.announce([{ kind: 'finished', ...named('a') }])
    announcer.announce([{ kind: 'failed', ...named('b'), error: anError('timedOut') }])
    expect(said[1]).toEqual(['assertive', ['failed b']])
  })

  it('forgets what it had yet to say of a pack that failed', async () => {
    const { clock, announcer, said } = listen()
    announcer.announce([{ kind: 'finished', ...named('a') }])
    announcer.announce([
      { kind: 'phase', ...named('b'), state: 'verifying' },
      { kind: 'phase', ...named('c'), state: 'verifying' },
    ])
    announcer.announce([{ kind: 'failed', ...named('b'), error: anError('timedOut') }])
    await clock.advance(10_000)
    expect(said.slice(1)).toEqual([
      ['assertive', ['failed b']],
      ['polite', ['phase c']],
    ])
  })

  it('leaves no timer behind', () => {
    const { clock, announcer } = listen()
    announcer.announce([{ kind: 'finished', ...named('a') }])
    announcer.close()
    expect(clock.pendingTimers).toBe(0)
  })
})
