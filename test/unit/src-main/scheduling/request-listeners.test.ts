import { describe, expect, test } from 'vitest'
import { toAssetPackError } from '../../../../src-shared/domain/errors'
import { anID, aPack } from '../../../support/pack-builder'
import { SchedulingFixture } from '../../../support/scheduling'

const foreground = { origin: 'foreground' } as const

function outcome(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'available',
    (error: unknown) => toAssetPackError(error).code,
  )
}

describe('a listener that acts on the request itself', () => {
  test('ends the wait by cancelling the download', async () => {
    const fixture = new SchedulingFixture()
    fixture.downloads.statusUpdates.subscribe(({ kind }) => {
      if (kind === 'downloading') void fixture.downloads.cancel(anID('tutorial'))
    })
    expect(await outcome(fixture.downloads.request(aPack(), foreground))).toBe('cancelled')
  })

  test('ends the wait by aborting its signal, and the download that nobody else wants pauses', async () => {
    const fixture = new SchedulingFixture()
    const controller = new AbortController()
    const reason = new Error('changed my mind')
    fixture.downloads.statusUpdates.subscribe(({ kind }) => {
      if (kind === 'downloading') controller.abort(reason)
    })
    const asked = fixture.downloads.request(aPack(), { ...foreground, signal: controller.signal })
    await expect(asked).rejects.toBe(reason)
    expect(fixture.states).toEqual(['tutorial 1: paused'])
  })
})
