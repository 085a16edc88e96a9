import type { PowerSaveBlocker } from 'electron'
import type { LibraryEntry } from '../../src-shared/domain/library'
import type { LibraryByID } from './library-summary'

/**
 * Whether the computer must stay awake: on mains power, while a pack that is needed, or one that somebody asked for, makes
 * progress. What waits, for a network or for disk space, is not worth a night without sleep, and a battery never is.
 */
export function mustStayAwake(library: LibraryByID, onBattery: boolean): boolean {
  return !onBattery && [...library.values()].some(isAwaited)
}

function isAwaited({ assetPack, download }: LibraryEntry): boolean {
  if (download?.state !== 'running') return false
  return assetPack.policy.kind === 'essential' || download.isAskedFor === true
}

/** Keeps the system from going to sleep, never the screen from going dark, as long as it is told to. */
export class SleepBlocker {
  readonly #system: Pick<PowerSaveBlocker, 'start' | 'stop'>
  #id: number | undefined

  constructor(system: Pick<PowerSaveBlocker, 'start' | 'stop'>) {
    this.#system = system
  }

  /** Holds it from now on, or lets it go; saying the same again changes nothing. */
  hold(isWanted: boolean): void {
    if (isWanted) {
      this.#id ??= this.#system.start('prevent-app-suspension')
      return
    }
    if (this.#id === undefined) return
    const id = this.#id
    this.#id = undefined
    this.#system.stop(id)
  }
}
