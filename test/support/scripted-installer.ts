import { AssetPackError, type AssetPackErrorCode } from '../../src-shared/domain/errors'
import type {
  InstallProgress,
  InstallReport,
  InstallRequest,
} from '../../src-main/installation/install-request'
import type { PackInstaller } from '../../src-main/scheduling/attempt-runner'

/** One call of the installer, under the test's control. */
export interface ScriptedAttempt {
  readonly request: InstallRequest
  progress(facts: Partial<InstallProgress>): void
  finish(costs?: Partial<Omit<InstallReport, 'assetPack'>>): void
  fail(code: AssetPackErrorCode, details?: AssetPackError['details']): void
}

/**
 * An installer that does what the test says. Like the real one it ends with the signal's reason when it is told to stop;
 * `lingers` lets it end only when the test says so.
 */
export class ScriptedInstaller implements PackInstaller {
  readonly attempts: ScriptedAttempt[] = []
  readonly #onCommit: (report: InstallReport) => void
  lingers = false

  /** `onCommit` makes the pack available, as the store's commit would. */
  constructor(onCommit: (report: InstallReport) => void) {
    this.#onCommit = onCommit
  }

  /** The packs whose attempts run, by name and version. */
  get running(): readonly string[] {
    return [...this.#running].map(({ assetPack }) => `${assetPack.id} ${String(assetPack.version)}`)
  }

  readonly #running = new Set<InstallRequest>()

  /** The newest attempt of that pack. */
  attempt(id: string): ScriptedAttempt {
    const found = this.attempts.findLast(({ request }) => request.assetPack.id === id)
    if (found === undefined) throw new Error(`No attempt of ${id} was started`)
    return found
  }

  install(request: InstallRequest): Promise<InstallReport> {
    this.#running.add(request)
    const work = new Promise<InstallReport>((resolve, reject) => {
      const report = {
        assetPack: request.assetPack,
        bytesPlanned: 1,
        bytesFetched: 1,
        bytesWasted: 0,
        bytesReused: 0,
        requests: 1,
        detours: [],
      }
      this.attempts.push({
        request,
        progress: (facts) => {
          request.onProgress({
            phase: 'downloading',
            fetchedBytes: 0,
            totalFetchBytes: 0,
            placedBytes: 0,
            totalPlacedBytes: 0,
            arrivedBytes: facts.fetchedBytes ?? 0,
            writtenBytes: 0,
            requests: 0,
            retries: 0,
            ...facts,
          })
        },
        finish: (costs) => {
          this.#onCommit(report)
          resolve({ ...report, ...costs })
        },
        fail: (code, details = {}) => {
          reject(new AssetPackError(code, `Scripted: ${code}.`, { details }))
        },
      })
      request.signal.addEventListener('abort', () => {
        if (!this.lingers) reject(request.signal.reason as Error)
      })
    })
    return work.finally(() => this.#running.delete(request))
  }
}
