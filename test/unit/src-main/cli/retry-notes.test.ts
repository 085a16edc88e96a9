import { describe, expect, it } from 'vitest'
import { Output } from '../../../../src-main/cli/output'
import { RetryNotes } from '../../../../src-main/cli/retry-notes'
import type { JsonObject } from '../../../../src-shared/base/json'
import { ManualClock } from '../../../support/manual-clock'

/** What a person reads after the library logged `lines`, each after a wait. */
async function told(
  lines: readonly (readonly [afterMs: number, facts: JsonObject])[],
  options: { readonly json?: boolean; readonly quiet?: boolean } = {},
): Promise<readonly string[]> {
  const said = { stdout: '', stderr: '' }
  const collect = (name: keyof typeof said) => ({
    write: (text: string | Uint8Array) => (said[name] += String(text)),
  })
  const output = new Output(
    { stdout: collect('stdout'), stderr: collect('stderr') },
    { json: false, quiet: false, ...options },
  )
  const clock = new ManualClock()
  const notes = new RetryNotes(output, clock)
  for (const [afterMs, facts] of lines) {
    await clock.advance(afterMs)
    notes.log('info', 'whatever', facts)
  }
  expect(said.stdout).toBe('')
  return said.stderr.split('\n').slice(0, -1)
}

describe('a wait for the next attempt', () => {
  it('is told with its reason and its length', async () => {
    expect(
      await told([
        [0, { code: 'hostUnavailable', failures: 1, waitMs: 4_200 }],
        [5_000, { code: 'remoteBusy', waitMs: 90, id: 'maps' }],
        [5_000, { code: 'internal', waitMs: 2_000 }],
      ]),
    ).toEqual([
      'the server cannot be reached (hostUnavailable); next attempt in 4 s.',
      'maps: the server is busy (remoteBusy); next attempt in 1 s.',
      'failed (internal); next attempt in 2 s.',
    ])
  })

  it('is told with the number of the attempt, where that is known', async () => {
    const facts = { code: 'timedOut', waitMs: 3_000, id: 'maps', attempt: 2, ofAttempts: 4 }
    expect(await told([[0, facts]])).toEqual([
      'maps: the server took too long (timedOut); attempt 2 of 4 in 3 s.',
    ])
  })

  it('is not told of a transfer that tries again before the line is read', async () => {
    expect(await told([[0, { code: 'timedOut', waitMs: 1_999 }]])).toEqual([])
  })

  it('is told once, however many transfers wait', async () => {
    const facts = { code: 'hostUnavailable', waitMs: 2_000 }

    expect(
      await told([
        [0, facts],
        [0, facts],
        [1_999, facts],
        [1, facts],
      ]),
    ).toHaveLength(2)
  })

  it('is told for a network that is missing', async () => {
    expect(await told([[0, { code: 'offline', waitingFor: 'network', id: 'maps' }]])).toEqual([
      'maps: there is no network (offline); goes on when there is a network.',
    ])
  })

  it('is on stderr with --json too, and nowhere with --quiet', async () => {
    const line = [0, { code: 'timedOut', waitMs: 2_000 }] as const

    expect([await told([line], { json: true }), await told([line], { quiet: true })]).toEqual([
      ['the server took too long (timedOut); next attempt in 2 s.'],
      [],
    ])
  })

  it('is all that is told of the log', async () => {
    expect(
      await told([
        [0, { code: 'offline' }],
        [0, {}],
      ]),
    ).toEqual([])
  })
})
