import type { ConditionsSnapshot } from '../platform/system-conditions'
import type { DownloadRecord } from './download-records'

/** A download as the policy sees it. */
export interface AdmissionCandidate {
  readonly record: DownloadRecord
  readonly isRunning: boolean
}

/** What should happen now. */
export interface DownloadAdmission<T extends AdmissionCandidate> {
  readonly start: readonly T[]
  /** Running ones that conditions forbid, or that make room for more urgent ones. */
  readonly stop: readonly T[]
}

/** Whether it may run at this moment: in the background only over a free, powered connection and outside quiet hours; asleep not at all. */
export function mayRun(
  { download, isForeground }: Pick<DownloadRecord, 'download' | 'isForeground'>,
  { online, metered, onBattery, asleep, quietUntil }: ConditionsSnapshot,
): boolean {
  if (!online || asleep === true) return false
  return isForeground || download.isEssential || !(metered || onBattery || quietUntil !== undefined)
}

/**
 * Decides which of the downloads run: essential ones, then those that somebody asks for now, then the others; among equals
 * those that run already, then by priority, then in the order of asking. A higher priority alone interrupts nobody.
 */
export function admitDownloads<T extends AdmissionCandidate>(
  candidates: readonly T[],
  conditions: ConditionsSnapshot,
  downloadsAtOnce: number,
): DownloadAdmission<T> {
  const allowed = candidates.filter(({ record }) => mayRun(record, conditions)).sort(compareCandidates)
  const admitted = new Set(allowed.slice(0, downloadsAtOnce))
  return {
    start: [...admitted].filter(({ isRunning }) => !isRunning),
    stop: candidates.filter((candidate) => candidate.isRunning && !admitted.has(candidate)),
  }
}

function compareCandidates(first: AdmissionCandidate, second: AdmissionCandidate): number {
  return (
    urgency(first.record) - urgency(second.record) ||
    Number(second.isRunning) - Number(first.isRunning) ||
    second.record.download.priority - first.record.download.priority ||
    first.record.sequence - second.record.sequence
  )
}

/** Lower goes first. */
function urgency({ download, isForeground }: DownloadRecord): number {
  if (download.isEssential) return 0
  return isForeground ? 1 : 2
}
