import { describe, expect, it } from 'vitest'
import {
  comingEntries,
  neededFraction,
  nextFirstRun,
  nextWelcome,
  offeredEntries,
  type FirstRunState,
} from '../../../../src-renderer/store/first-run'
import { aDownload, anEntry, anError, type EntryParts } from '../../../support/library-builders'

const during = { isFirstLaunch: true } as const
const afterwards = {}

function after(
  previous: FirstRunState,
  parts: EntryParts,
  facts: Parameters<typeof nextFirstRun>[2] = during,
): FirstRunState {
  const entries = [anEntry({ policy: 'essential', ...parts }), anEntry({ id: 'other' })]
  return nextFirstRun(previous, entries, facts)
}

describe('nextFirstRun', () => {
  it('shows itself while a needed pack comes for the first time', () => {
    expect(after('hidden', { download: aDownload() })).toBe('installing')
  })

  it('is ready once the first launch has ended with all needed packs here, until the person has seen it', () => {
    const here = { localVersion: 1 }
    expect([after('installing', here, afterwards), after('ready', here, afterwards)]).toEqual([
      'ready',
      'ready',
    ])
  })

  it('says nothing when all was there from the start, or the person has seen it', () => {
    expect([
      after('hidden', { localVersion: 1 }, afterwards),
      after('dismissed', { download: aDownload() }),
    ]).toEqual(['hidden', 'dismissed'])
  })

  it('holds nobody up once what is needed has failed for good or was cancelled', () => {
    expect([
      after('installing', { error: anError('timedOut') }, afterwards),
      after('installing', {}, afterwards),
    ]).toEqual(['hidden', 'hidden'])
  })

  it('holds as long as the manager does: one needed pack that failed leaves another one to wait for', () => {
    const entries = [
      anEntry({ id: 'broken', policy: 'essential', error: anError('indexInvalid') }),
      anEntry({ id: 'voices', policy: 'essential', download: aDownload() }),
    ]
    expect(nextFirstRun('installing', entries, during)).toBe('installing')
  })

  it('is over for good: a needed pack that comes later, or again, is no first run', () => {
    expect(after('hidden', { download: aDownload() }, afterwards)).toBe('hidden')
  })

  it('does not wait for needed packs in a language that nobody fetches', () => {
    const english = anEntry({ id: 'voices-en', policy: 'essential', language: 'en' })
    const states = [
      [{ download: aDownload() }, during] as const,
      [{ localVersion: 1 }, afterwards] as const,
    ].map(([parts, facts]) =>
      nextFirstRun(
        'installing',
        [english, anEntry({ id: 'voices-de', policy: 'essential', language: 'de', ...parts })],
        facts,
      ),
    )
    expect(states).toEqual(['installing', 'ready'])
  })

  it('has nothing to do with updates', () => {
    expect(after('hidden', { version: 2, localVersion: 1, download: aDownload() })).toBe('hidden')
  })
})

describe('comingEntries', () => {
  it('counts no needed pack that does not come, for the app declined it', () => {
    const entries = [
      anEntry({ id: 'a', policy: 'essential', localVersion: 1 }),
      anEntry({ id: 'b', policy: 'essential', download: aDownload() }),
      anEntry({ id: 'declined', policy: 'essential' }),
      anEntry({ id: 'other', download: aDownload() }),
    ]
    expect(comingEntries(entries).map(({ assetPack }) => assetPack.id)).toEqual(['a', 'b'])
  })
})

describe('neededFraction', () => {
  it('weighs packs by their bytes', () => {
    const entries = [
      anEntry({ id: 'a', downloadSize: 30, localVersion: 1 }),
      anEntry({ id: 'b', downloadSize: 10, download: aDownload({ fractionCompleted: 0.5 }) }),
    ]
    expect(neededFraction(entries)).toBe(0.875)
  })
})

describe('nextWelcome', () => {
  const library = (
    ...entries: readonly ReturnType<typeof anEntry>[]
  ): ReadonlyMap<string, (typeof entries)[number]> =>
    new Map(entries.map((entry) => [entry.assetPack.id, entry]))

  it('is due when something waits for the answer as the first packs become known, whatever comes later', () => {
    const held = { isPrefetchHeld: true } as const
    const first = nextWelcome('unknown', library(anEntry()), held)
    expect([
      nextWelcome('unknown', library(), held),
      first,
      nextWelcome(first, library(anEntry({ localVersion: 1 })), {}),
      nextWelcome('answered', library(anEntry({ localVersion: 1 })), held),
    ]).toEqual(['unknown', 'due', 'due', 'answered'])
  })

  it('is over when nothing waits for an answer by then', () => {
    expect(nextWelcome('unknown', library(anEntry()), {})).toBe('over')
  })
})

describe('offeredEntries', () => {
  it('are those that are not needed, not here, and not for readers of another language', () => {
    const entries = [
      anEntry({ id: 'needed', policy: 'essential' }),
      anEntry({ id: 'here', localVersion: 1 }),
      anEntry({ id: 'foreign', language: 'de' }),
      anEntry({ id: 'ours', language: 'en', policy: 'prefetch', download: aDownload() }),
      anEntry({ id: 'maps' }),
    ]
    expect(offeredEntries(entries).map(({ assetPack }) => assetPack.id)).toEqual(['ours', 'maps'])
  })
})
