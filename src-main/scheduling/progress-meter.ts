import type { RunningPhase } from '../../src-shared/domain/download-state'
import type { InstallProgress } from '../installation/install-request'

/**
 * Turns the facts of an installation into the numbers that people see. Pure: a meter is a value, a sample gives the next
 * one. There is one meter per download, so every bar, line and tray shows the same.
 */
export interface ProgressMeter {
  readonly phase: RunningPhase
  readonly fetchedBytes: number
  readonly totalFetchBytes: number
  readonly placedBytes: number
  readonly totalPlacedBytes: number
  /** Only ever rises. */
  readonly fraction: number
  /** Milliseconds of the last sample; absent before the first of an attempt. */
  readonly sampledAt?: number | undefined
  /** Bytes that arrived and milliseconds that passed in this attempt. */
  readonly arrivedBytes: number
  readonly elapsedMs: number
  readonly shownRate: number
  readonly steadyRate: number
}

/** What a {@link ProgressMeter} shows. */
export interface MeterReading {
  readonly completedBytes: number
  readonly totalBytes: number
  readonly fractionCompleted: number
  readonly bytesPerSecond: number
  readonly secondsRemaining?: number
}

const shownTauMs = 3_000
const steadyTauMs = 15_000
/** A time left is believable after so long and so much. */
const believable = { elapsedMs: 3_000, arrivedBytes: 2_000_000 } as const
/** Typical speeds, for the share of each part in the whole; a fixed guess keeps the bar from jumping. */
const expected = { fetchBytesPerMs: 10_000, placeBytesPerMs: 200_000 } as const
/** The bar is full only when the pack is available. */
const highestFraction = 0.995

/** A meter of which nothing is known yet but the size of a full download. */
export function newProgressMeter(downloadSize: number): ProgressMeter {
  return {
    phase: 'downloading',
    fetchedBytes: 0,
    totalFetchBytes: downloadSize,
    placedBytes: 0,
    totalPlacedBytes: 0,
    fraction: 0,
    arrivedBytes: 0,
    elapsedMs: 0,
    shownRate: 0,
    steadyRate: 0,
  }
}

/** The meter at the start of another attempt: what has arrived stays, rates begin anew. */
export function restartedMeter(meter: ProgressMeter): ProgressMeter {
  return {
    ...meter,
    phase: 'downloading',
    sampledAt: undefined,
    arrivedBytes: 0,
    elapsedMs: 0,
    shownRate: 0,
    steadyRate: 0,
  }
}

/** The meter after hearing at `now` (monotonic milliseconds) where the installation stands. */
export function sampledMeter(meter: ProgressMeter, progress: InstallProgress, now: number): ProgressMeter {
  const totalFetchBytes = progress.totalFetchBytes > 0 ? progress.totalFetchBytes : meter.totalFetchBytes
  const facts = {
    phase: progress.phase,
    totalFetchBytes: Math.max(totalFetchBytes, progress.fetchedBytes),
    totalPlacedBytes: progress.totalPlacedBytes,
    placedBytes: progress.placedBytes,
  }
  const fraction = Math.max(
    meter.fraction,
    weightedFraction({ ...facts, fetchedBytes: progress.fetchedBytes }),
  )
  if (meter.sampledAt === undefined) {
    return { ...meter, ...facts, fraction, fetchedBytes: progress.fetchedBytes, sampledAt: now }
  }
  const elapsed = now - meter.sampledAt
  // Too short to divide by: the bytes count with the next sample.
  if (elapsed < 1) return { ...meter, ...facts, fraction, fetchedBytes: meter.fetchedBytes }
  const arrived = Math.max(0, progress.fetchedBytes - meter.fetchedBytes)
  const isFetching = progress.phase === 'downloading' || arrived > 0
  return {
    ...meter,
    ...facts,
    fraction,
    fetchedBytes: progress.fetchedBytes,
    sampledAt: now,
    arrivedBytes: meter.arrivedBytes + arrived,
    elapsedMs: meter.elapsedMs + (isFetching ? elapsed : 0),
    shownRate: smoothed(meter.shownRate, arrived, elapsed, shownTauMs),
    steadyRate: isFetching ? smoothed(meter.steadyRate, arrived, elapsed, steadyTauMs) : meter.steadyRate,
  }
}

/** The meter when nothing was heard until `now`: rates fall. */
export function idleMeter(meter: ProgressMeter, now: number): ProgressMeter {
  return meter.sampledAt === undefined ? meter : sampledMeter(meter, meter, now)
}

/** What people see. */
export function meterReading(meter: ProgressMeter): MeterReading {
  const steady = unbiased(meter.steadyRate, meter.elapsedMs, steadyTauMs)
  const isBelievable =
    meter.phase === 'downloading' &&
    meter.elapsedMs >= believable.elapsedMs &&
    meter.arrivedBytes >= believable.arrivedBytes &&
    steady > 0
  const left = Math.max(0, meter.totalFetchBytes - meter.fetchedBytes)
  return {
    completedBytes: Math.min(meter.fetchedBytes, meter.totalFetchBytes),
    totalBytes: meter.totalFetchBytes,
    fractionCompleted: meter.fraction,
    bytesPerSecond: Math.round(unbiased(meter.shownRate, meter.elapsedMs, shownTauMs) * 1_000),
    ...(isBelievable ? { secondsRemaining: Math.round(left / steady / 1_000) } : {}),
  }
}

/** An average that forgets with time constant `tauMs`; in bytes per millisecond. */
function smoothed(rate: number, bytes: number, elapsedMs: number, tauMs: number): number {
  return rate + (1 - Math.exp(-elapsedMs / tauMs)) * (bytes / elapsedMs - rate)
}

/** Corrects for the average having started from zero, so that the first seconds do not read too low. */
function unbiased(rate: number, elapsedMs: number, tauMs: number): number {
  return elapsedMs <= 0 ? 0 : rate / (1 - Math.exp(-elapsedMs / tauMs))
}

function weightedFraction(facts: {
  readonly fetchedBytes: number
  readonly totalFetchBytes: number
  readonly placedBytes: number
  readonly totalPlacedBytes: number
}): number {
  const fetchMs = facts.totalFetchBytes / expected.fetchBytesPerMs
  const placeMs = facts.totalPlacedBytes / expected.placeBytesPerMs
  if (fetchMs + placeMs === 0) return 0
  const done =
    (facts.totalFetchBytes === 0 ? 0 : (facts.fetchedBytes / facts.totalFetchBytes) * fetchMs) +
    (facts.totalPlacedBytes === 0 ? 0 : (facts.placedBytes / facts.totalPlacedBytes) * placeMs)
  return Math.min(highestFraction, done / (fetchMs + placeMs))
}
