import type { RunningPhase } from '../../src-shared/domain/download-state'
import type { DownloadSegment, DownloadStall } from '../../src-shared/domain/download-status-update'
import type { InstallProgress } from '../installation/install-request'
import type { ReachedProgress } from '../store/asset-pack-store'

/**
 * Turns the facts of an installation into the numbers that people see. Pure: a meter is a value, a sample gives the next
 * one. There is one meter per download, so every bar, line and tray shows the same.
 */
export interface ProgressMeter extends Omit<InstallProgress, 'phase'> {
  readonly phase: RunningPhase
  /** Only ever rises. */
  readonly fraction: number
  /** The most that was ever here: another attempt finds only bit by bit what the one before it fetched. */
  readonly mostFetchedBytes: number
  /** Empty until it is known what there is to do; then shares stay and fractions only ever rise. */
  readonly segments: readonly DownloadSegment[]
  /** Milliseconds of the last sample; absent before the first of an attempt. */
  readonly sampledAt?: number | undefined
  /** Milliseconds when something came or was put in its place last, or could not have come. */
  readonly lastArrivalAt?: number | undefined
  /** Milliseconds that passed in this attempt while it fetched. */
  readonly elapsedMs: number
  readonly shownRate: number
  readonly steadyRate: number
  readonly diskRate: number
}

/** What a {@link ProgressMeter} shows. */
export interface MeterReading {
  readonly completedBytes: number
  readonly totalBytes: number
  readonly fractionCompleted: number
  readonly placedBytes?: number
  readonly totalPlacedBytes?: number
  readonly segments?: readonly DownloadSegment[]
  readonly bytesPerSecond: number
  readonly diskBytesPerSecond?: number
  readonly secondsRemaining?: number
  /** Present after ten seconds without a byte; the number of the try counts from the beginning of the attempt. */
  readonly stall?: DownloadStall
}

const shownTauMs = 3_000
const steadyTauMs = 15_000
/** A time left is believable after so long and so much. */
const believable = { elapsedMs: 3_000, arrivedBytes: 2_000_000 } as const
/** Milliseconds of silence after which it is said. */
const silenceMs = 10_000
/** Typical speeds, for the share of each part in the whole; a fixed guess keeps the bar from jumping. */
const expected = { fetchBytesPerMs: 10_000, placeBytesPerMs: 200_000 } as const
/** The bar is full only when the pack is available; nobody can say how much of the last part is done. */
const lastShare = 0.005

/** A meter of which nothing is known yet but the size of a full download, or where an earlier process came to. */
export function newProgressMeter(downloadSize: number, reached?: ReachedProgress): ProgressMeter {
  const { fetchedBytes = 0, totalFetchBytes = downloadSize, fraction = 0 } = reached ?? {}
  return {
    phase: 'downloading',
    fetchedBytes,
    mostFetchedBytes: fetchedBytes,
    totalFetchBytes,
    placedBytes: 0,
    totalPlacedBytes: 0,
    fraction: Math.min(1 - lastShare, fraction),
    segments: [],
    ...atAttemptStart,
  }
}

/** What another process needs to go on showing where a download is; absent while it is nowhere. */
export function reachedProgress(meter: ProgressMeter): ReachedProgress | undefined {
  const { mostFetchedBytes: fetchedBytes, totalFetchBytes, fraction } = meter
  return fraction > 0 ? { fetchedBytes, totalFetchBytes, fraction } : undefined
}

const atAttemptStart = {
  arrivedBytes: 0,
  writtenBytes: 0,
  requests: 0,
  retries: 0,
  elapsedMs: 0,
  shownRate: 0,
  steadyRate: 0,
  diskRate: 0,
} as const

/** The meter at the start of another attempt: what has arrived stays, rates begin anew. */
export function restartedMeter(meter: ProgressMeter): ProgressMeter {
  return {
    ...meter,
    phase: 'downloading',
    sampledAt: undefined,
    lastArrivalAt: undefined,
    ...atAttemptStart,
  }
}

/** The meter after hearing at `now` (monotonic milliseconds) where the installation stands. */
export function sampledMeter(meter: ProgressMeter, progress: InstallProgress, now: number): ProgressMeter {
  const facts = { ...progress, ...amountsAfter(meter, progress) }
  const mostFetchedBytes = Math.max(meter.mostFetchedBytes, facts.fetchedBytes)
  const segments = segmentsAfter(meter.segments, facts)
  const fraction = Math.max(meter.fraction, overallFraction(segments, facts))
  const next = { ...meter, ...facts, mostFetchedBytes, segments, fraction }
  if (meter.sampledAt === undefined) return { ...next, sampledAt: now, lastArrivalAt: now }
  const elapsed = now - meter.sampledAt
  const { arrivedBytes, writtenBytes } = meter
  // Too short to divide by: the bytes count with the next sample.
  if (elapsed < 1) return { ...next, arrivedBytes, writtenBytes }
  const arrived = Math.max(0, progress.arrivedBytes - arrivedBytes)
  const written = Math.max(0, progress.writtenBytes - writtenBytes)
  const isFetching = progress.phase === 'downloading' || arrived > 0
  // While what has come is put in its place, the next transfer may wait for the room.
  const isMoving = arrived > 0 || progress.placedBytes > meter.placedBytes
  return {
    ...next,
    sampledAt: now,
    lastArrivalAt: isMoving || progress.phase !== 'downloading' ? now : meter.lastArrivalAt,
    elapsedMs: meter.elapsedMs + (isFetching ? elapsed : 0),
    shownRate: smoothed(meter.shownRate, arrived, elapsed, shownTauMs),
    steadyRate: isFetching ? smoothed(meter.steadyRate, arrived, elapsed, steadyTauMs) : meter.steadyRate,
    diskRate: smoothed(meter.diskRate, written, elapsed, shownTauMs),
  }
}

/** The meter when nothing was heard until `now`: rates fall. Held back, it is no wonder that nothing came. */
export function idleMeter(meter: ProgressMeter, now: number, isHeldBack = false): ProgressMeter {
  if (meter.sampledAt === undefined) return meter
  const next = sampledMeter(meter, meter, now)
  return isHeldBack ? { ...next, lastArrivalAt: now } : next
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
  const { segments, placedBytes, totalPlacedBytes } = meter
  const diskBytesPerSecond = Math.round(meter.diskRate * 1_000)
  const stall = stallOf(meter)
  return {
    completedBytes: Math.min(meter.mostFetchedBytes, meter.totalFetchBytes),
    totalBytes: meter.totalFetchBytes,
    fractionCompleted: meter.fraction,
    ...(segments.length === 0
      ? {}
      : { placedBytes: Math.min(placedBytes, totalPlacedBytes), totalPlacedBytes, segments }),
    bytesPerSecond: Math.round(unbiased(meter.shownRate, meter.elapsedMs, shownTauMs) * 1_000),
    ...(diskBytesPerSecond > 0 ? { diskBytesPerSecond } : {}),
    ...(isBelievable ? { secondsRemaining: Math.round(left / steady / 1_000) } : {}),
    ...(stall === undefined ? {} : { stall }),
  }
}

function stallOf(meter: ProgressMeter): DownloadStall | undefined {
  const { lastArrivalAt, sampledAt, phase, segments, retries } = meter
  if (lastArrivalAt === undefined || sampledAt === undefined || phase !== 'downloading') return undefined
  const silentMs = sampledAt - lastArrivalAt
  // What is planned has not been asked for yet.
  if (segments.length === 0 || silentMs < silenceMs) return undefined
  return { seconds: Math.floor(silentMs / 1_000), attempt: retries + 1 }
}

/** An average that forgets with time constant `tauMs`; in bytes per millisecond. */
function smoothed(rate: number, bytes: number, elapsedMs: number, tauMs: number): number {
  return rate + (1 - Math.exp(-elapsedMs / tauMs)) * (bytes / elapsedMs - rate)
}

/** Corrects for the average having started from zero, so that the first seconds do not read too low. */
function unbiased(rate: number, elapsedMs: number, tauMs: number): number {
  return elapsedMs <= 0 ? 0 : rate / (1 - Math.exp(-elapsedMs / tauMs))
}

type Amounts = Pick<InstallProgress, 'fetchedBytes' | 'totalFetchBytes' | 'placedBytes' | 'totalPlacedBytes'>

/** Until an attempt has its plan it knows less than the one before it. */
function amountsAfter(meter: ProgressMeter, progress: InstallProgress): Amounts {
  const { fetchedBytes } = progress
  const { placedBytes, totalPlacedBytes } = progress.totalPlacedBytes > 0 ? progress : meter
  const totalFetchBytes = progress.totalFetchBytes > 0 ? progress.totalFetchBytes : meter.totalFetchBytes
  return {
    fetchedBytes,
    totalFetchBytes: Math.max(totalFetchBytes, fetchedBytes),
    placedBytes,
    totalPlacedBytes,
  }
}

/** Shares are fixed by the first plan; what is done of each part never becomes less. */
function segmentsAfter(before: readonly DownloadSegment[], amounts: Amounts): readonly DownloadSegment[] {
  const isPlanned = amounts.totalPlacedBytes > 0
  if (before.length === 0 && !isPlanned) return before
  const shares = before.length === 0 ? newSegments(amounts) : before
  if (!isPlanned) return shares
  const done: Readonly<Record<RunningPhase, number>> = {
    downloading: part(amounts.fetchedBytes, amounts.totalFetchBytes),
    verifying: part(amounts.placedBytes, amounts.totalPlacedBytes),
    installing: 0,
  }
  return shares.map((segment) => ({ ...segment, fraction: Math.max(segment.fraction, done[segment.phase]) }))
}

function newSegments({ totalFetchBytes, totalPlacedBytes }: Amounts): readonly DownloadSegment[] {
  const fetchMs = totalFetchBytes / expected.fetchBytesPerMs
  const placeMs = totalPlacedBytes / expected.placeBytesPerMs
  const share = (milliseconds: number): number => ((1 - lastShare) * milliseconds) / (fetchMs + placeMs)
  return [
    { phase: 'downloading', share: share(fetchMs), fraction: 0 },
    { phase: 'verifying', share: share(placeMs), fraction: 0 },
    { phase: 'installing', share: lastShare, fraction: 0 },
  ]
}

function overallFraction(segments: readonly DownloadSegment[], amounts: Amounts): number {
  if (segments.length === 0)
    return amounts.totalFetchBytes === 0
      ? 0
      : Math.min(1 - lastShare, part(amounts.fetchedBytes, amounts.totalFetchBytes))
  return Math.min(
    1 - lastShare,
    segments.reduce((sum, { share, fraction }) => sum + share * fraction, 0),
  )
}

/** Nothing of nothing is all of it. */
function part(amount: number, total: number): number {
  return total === 0 ? 1 : Math.min(1, amount / total)
}
