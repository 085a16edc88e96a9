import { AsyncQueue } from '../../src-shared/base/async-queue'
import {
  toldFindings,
  type VerificationFinding,
  type VerificationProgress,
  type VerificationUpdate,
} from '../../src-shared/domain/verification'

/** What a verification and a repair have in common when they end. */
interface Ended {
  readonly findings: readonly VerificationFinding[]
  readonly files: number
}

/** A verification or repair that tells how it goes and stops when `signal` aborts. */
type Work = (onProgress: (progress: VerificationProgress) => void, signal: AbortSignal) => Promise<Ended>

/** In percent of the whole: a window draws no finer. */
const stepPercent = 1

/**
 * Runs `work` as a stream: progress, then its end or its error. A reader that is slow gets the newest progress; one that
 * leaves stops the work.
 */
export function verificationUpdates(
  signal: AbortSignal,
  work: Work,
): AsyncIterableIterator<VerificationUpdate, undefined> {
  const leaving = new AbortController()
  const updates = new AsyncQueue<VerificationUpdate>({
    absorb: (waiting, next) => [...waiting.filter(({ kind }) => kind !== 'progressed'), next],
    onLeave: () => {
      leaving.abort()
    },
  })
  let last: VerificationProgress | undefined
  const onProgress = (progress: VerificationProgress): void => {
    if (last !== undefined && !isWorthTelling(last, progress)) return
    last = progress
    const { phase, completedBytes, totalBytes } = progress
    updates.push({ kind: 'progressed', phase, completedBytes, totalBytes })
  }
  work(onProgress, AbortSignal.any([signal, leaving.signal])).then(
    ({ findings, files }) => {
      const told = findings.slice(0, toldFindings).map(({ path, kind }) => ({ path, kind }))
      updates.push({ kind: 'ended', findings: told, findingCount: findings.length, files })
      updates.end()
    },
    (error: unknown) => {
      updates.fail(error)
    },
  )
  return updates
}

function isWorthTelling(last: VerificationProgress, next: VerificationProgress): boolean {
  if (last.phase !== next.phase || last.totalBytes !== next.totalBytes) return true
  return (next.completedBytes - last.completedBytes) * 100 >= next.totalBytes * stepPercent
}
