import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { InstallProgress } from '../../../../src-main/installation/install-request'
import {
  idleMeter,
  meterReading,
  newProgressMeter,
  restartedMeter,
  sampledMeter,
  type ProgressMeter,
} from '../../../../src-main/scheduling/progress-meter'

function facts(changes: Partial<InstallProgress> = {}): InstallProgress {
  return {
    phase: 'downloading',
    fetchedBytes: 0,
    totalFetchBytes: 100_000_000,
    placedBytes: 0,
    totalPlacedBytes: 300_000_000,
    arrivedBytes: changes.fetchedBytes ?? 0,
    writtenBytes: 0,
    requests: 0,
    retries: 0,
    ...changes,
  }
}

/** A transfer at `bytesPerSecond`, heard of every 100 ms. */
function transferred(
  meter: ProgressMeter,
  bytesPerSecond: number,
  seconds: number,
  from = 0,
  startBytes = 0,
): ProgressMeter {
  let current = sampledMeter(meter, facts({ fetchedBytes: startBytes, arrivedBytes: 0 }), from)
  for (let step = 1; step <= seconds * 10; step += 1) {
    current = sampledMeter(
      current,
      facts({
        fetchedBytes: startBytes + (bytesPerSecond / 10) * step,
        arrivedBytes: (bytesPerSecond / 10) * step,
      }),
      from + step * 100,
    )
  }
  return current
}

describe('the progress meter', () => {
  test('shows the size of a full download until the plan is made', () => {
    expect(meterReading(newProgressMeter(5_000))).toEqual({
      completedBytes: 0,
      totalBytes: 5_000,
      fractionCompleted: 0,
      bytesPerSecond: 0,
    })
  })

  test('a steady transfer reads as it is, from the first second on', () => {
    const readings = [1, 5, 30].map((seconds) =>
      meterReading(transferred(newProgressMeter(1), 2_000_000, seconds)),
    )
    expect(readings.map(({ bytesPerSecond }) => Math.round(bytesPerSecond / 1_000))).toEqual([
      2_000, 2_000, 2_000,
    ])
  })

  test.each([
    ['too soon', 5_000_000, 2, undefined],
    ['too little', 500_000, 3.9, undefined],
    ['both believable', 5_000_000, 4, 16],
  ])(
    'U5 says the time left once it can be believed: %s',
    (_name, bytesPerSecond, seconds, secondsRemaining) => {
      expect(meterReading(transferred(newProgressMeter(1), bytesPerSecond, seconds)).secondsRemaining).toBe(
        secondsRemaining,
      )
    },
  )

  test('what an earlier attempt fetched counts as arrived, but not as speed', () => {
    const meter = transferred(newProgressMeter(1), 1_000_000, 1, 0, 50_000_000)
    const { completedBytes, bytesPerSecond } = meterReading(meter)
    expect([completedBytes, Math.round(bytesPerSecond / 1_000)]).toEqual([51_000_000, 1_000])
  })

  test('the shown speed falls to a third within three seconds of silence', () => {
    const meter = idleMeter(transferred(newProgressMeter(1), 1_000_000, 60), 63_000)
    const share = meterReading(meter).bytesPerSecond / 1_000_000
    expect(share).toBeCloseTo(Math.exp(-1), 2)
  })

  test('bytes that arrive in the same millisecond count with the next sample', () => {
    let meter = sampledMeter(newProgressMeter(1), facts(), 0)
    meter = sampledMeter(meter, facts({ fetchedBytes: 500 }), 0)
    meter = sampledMeter(meter, facts({ fetchedBytes: 1_000 }), 1_000)
    expect(meterReading(meter)).toMatchObject({ completedBytes: 1_000, bytesPerSecond: 1_000 })
  })

  test('speed is nothing at the start of another attempt, and the bar stays where it was', () => {
    const before = transferred(newProgressMeter(1), 1_000_000, 10)
    const after = meterReading(restartedMeter(before))
    expect(after).toEqual({ ...meterReading(before), bytesPerSecond: 0, secondsRemaining: undefined })
  })

  test('another attempt shows what the one before it knew, until it knows as much', () => {
    const planned = { fetchedBytes: 40, totalFetchBytes: 100, placedBytes: 20, totalPlacedBytes: 300 }
    const before = sampledMeter(newProgressMeter(1), facts(planned), 0)
    const unplanned = { fetchedBytes: 0, totalFetchBytes: 0, placedBytes: 0, totalPlacedBytes: 0 }
    const asked = sampledMeter(restartedMeter(before), facts(unplanned), 1_000)
    // What is there of each transfer is known once that transfer begins.
    const begun = sampledMeter(asked, facts({ ...planned, fetchedBytes: 10 }), 2_000)
    const shown = [before, asked, begun].map((meter) => {
      const { completedBytes, totalBytes, placedBytes, totalPlacedBytes } = meterReading(meter)
      return [completedBytes, totalBytes, placedBytes, totalPlacedBytes]
    })
    expect(shown).toEqual([
      [40, 100, 20, 300],
      [40, 100, 20, 300],
      [40, 100, 20, 300],
    ])
  })

  test('a pack of which everything is here already moves by what is put in place', () => {
    let meter = newProgressMeter(1_000)
    meter = sampledMeter(
      meter,
      facts({ totalFetchBytes: 0, totalPlacedBytes: 4_000_000_000, placedBytes: 2_000_000_000 }),
      0,
    )
    expect(meterReading(meter).fractionCompleted).toBeCloseTo(0.5, 2)
  })

  test('U2 the bar never goes backwards and is never full before the end', () => {
    const sample = fc.record({
      phase: fc.constantFrom('downloading' as const, 'verifying' as const, 'installing' as const),
      fetchedBytes: fc.nat(200),
      totalFetchBytes: fc.nat(200),
      placedBytes: fc.nat(200),
      totalPlacedBytes: fc.nat(200),
      after: fc.nat(5_000),
    })
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 20 }), (samples) => {
        let meter = newProgressMeter(100)
        let now = 0
        for (const { after, ...progress } of samples) {
          now += after
          const next = sampledMeter(meter, facts(progress), now)
          const reading = meterReading(next)
          expect(reading.fractionCompleted).toBeGreaterThanOrEqual(meterReading(meter).fractionCompleted)
          expect(reading.fractionCompleted).toBeLessThan(1)
          expect(reading.completedBytes).toBeLessThanOrEqual(reading.totalBytes)
          expect(Number.isFinite(reading.bytesPerSecond) && reading.bytesPerSecond >= 0).toBe(true)
          meter = next
        }
      }),
      { numRuns: 100 },
    )
  })

  test('U3 says of each part how large it is and how much of it is done; how large does not change', () => {
    const planned = sampledMeter(
      newProgressMeter(1),
      facts({ totalFetchBytes: 100, totalPlacedBytes: 2_000, fetchedBytes: 50, placedBytes: 200 }),
      0,
    )
    const grown = sampledMeter(
      planned,
      facts({ totalFetchBytes: 400, totalPlacedBytes: 2_000, fetchedBytes: 50, placedBytes: 500 }),
      100,
    )
    expect([planned, grown].map((meter) => meterReading(meter).segments)).toEqual([
      [
        { phase: 'downloading', share: 0.4975, fraction: 0.5 },
        { phase: 'verifying', share: 0.4975, fraction: 0.1 },
        { phase: 'installing', share: 0.005, fraction: 0 },
      ],
      [
        { phase: 'downloading', share: 0.4975, fraction: 0.5 },
        { phase: 'verifying', share: 0.4975, fraction: 0.25 },
        { phase: 'installing', share: 0.005, fraction: 0 },
      ],
    ])
  })

  test('U4 says how much is written to disk a second', () => {
    let meter = sampledMeter(newProgressMeter(1), facts(), 0)
    for (let second = 1; second <= 60; second += 1)
      meter = sampledMeter(meter, facts({ writtenBytes: second * 3_000_000 }), second * 1_000)
    expect(meterReading(meter).diskBytesPerSecond).toBeCloseTo(3_000_000, -1)
  })

  test('U6 does not say that nothing comes while what has come is put in its place', () => {
    let meter = transferred(newProgressMeter(1), 1_000_000, 3)
    const { fetchedBytes, arrivedBytes } = meter
    for (let second = 4; second <= 30; second += 1) {
      const progress = facts({ fetchedBytes, arrivedBytes, placedBytes: second * 1_000_000 })
      meter = sampledMeter(meter, progress, second * 1_000)
    }
    const stalls = [30_000, 41_000].map((now) => meterReading(idleMeter(meter, now)).stall)
    expect(stalls).toEqual([undefined, { seconds: 11, attempt: 1 }])
  })

  test.each([
    ['not before ten seconds', 9_999, undefined],
    ['in whole seconds', 12_900, { seconds: 12, attempt: 1 }],
  ])('U6 says that nothing comes: %s', (_name, silentMs, stall) => {
    const meter = transferred(newProgressMeter(1), 1_000_000, 3)
    expect(meterReading(idleMeter(meter, 3_000 + silentMs)).stall).toEqual(stall)
  })

  test('U6 says which try it is, and says no more once something comes', () => {
    const meter = transferred(newProgressMeter(1), 1_000_000, 3)
    const silent = sampledMeter(meter, { ...meter, retries: 2 }, 25_000)
    const heard = sampledMeter(silent, { ...silent, retries: 0, arrivedBytes: 4_000_000 }, 26_000)
    expect([silent, heard].map((one) => meterReading(one).stall)).toEqual([
      { seconds: 22, attempt: 3 },
      undefined,
    ])
  })
})
