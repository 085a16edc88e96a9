import {
  toldFindings,
  type VerificationFinding,
  type VerificationProgress,
  type VerificationUpdate,
} from '../../src-shared/domain/verification'
import { progressUpdates } from './progress-updates'

/** What a verification and a repair have in common when they end. */
interface Ended {
  readonly findings: readonly VerificationFinding[]
  readonly files: number
}

/** A verification or repair that tells how it goes and stops when `signal` aborts. */
type Work = (onProgress: (progress: VerificationProgress) => void, signal: AbortSignal) => Promise<Ended>

/** Runs a verification or repair as a stream: see {@link progressUpdates}. */
export function verificationUpdates(
  signal: AbortSignal,
  run: Work,
): AsyncIterableIterator<VerificationUpdate, undefined> {
  return progressUpdates<VerificationProgress, Ended, VerificationUpdate>(signal, {
    run,
    progressed: ({ phase, completedBytes, totalBytes }) => ({
      kind: 'progressed',
      phase,
      completedBytes,
      totalBytes,
    }),
    ended: ({ findings, files }) => {
      const told = findings.slice(0, toldFindings).map(({ path, kind }) => ({ path, kind }))
      return { kind: 'ended', findings: told, findingCount: findings.length, files }
    },
    isProgress: ({ kind }) => kind === 'progressed',
    isOther: (last, next) => last.phase !== next.phase,
  })
}
