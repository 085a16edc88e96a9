import { describe, expect, it } from 'vitest'
import { overallSeconds } from '../../../../src-shared/domain/queue-time'
import { aDownload, anEntry } from '../../../support/library-builders'

const running = anEntry({
  id: 'a',
  download: aDownload({ totalBytes: 100, completedBytes: 40, bytesPerSecond: 10, secondsRemaining: 7 }),
})
const waiting = anEntry({
  id: 'b',
  download: aDownload(
    { phase: 'waiting', totalBytes: 80, completedBytes: 0, bytesPerSecond: 0, secondsRemaining: undefined },
    { state: 'waiting' },
  ),
})
const paused = anEntry({
  id: 'c',
  download: aDownload({ totalBytes: 1e6, completedBytes: 0, bytesPerSecond: 0 }, { state: 'paused' }),
})

describe('the time until all downloads have come', () => {
  it('is that of all that runs or waits its turn, at the speed of now', () => {
    expect(overallSeconds([running, waiting, paused])).toBe(14)
  })

  it('is never shorter than that of a single one, which also has to be checked and installed', () => {
    expect(overallSeconds([running, paused])).toBe(7)
  })

  it('is not known while no download knows its own, and while only paused ones do', () => {
    expect([overallSeconds([waiting]), overallSeconds([paused]), overallSeconds([])]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })
})
