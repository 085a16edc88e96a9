import type { ProgressBarOptions } from 'electron'
import type { PresenceState } from './presence-state'

/** What the taskbar or the dock shows of all downloads. */
export interface TaskbarProgress {
  /** 0 to 1 in hundredths; -1 for no bar. */
  readonly fraction: number
  readonly mode: NonNullable<ProgressBarOptions['mode']>
}

/** The bar of the taskbar: none unless something is wanted; red where something could not be, yellow where nothing runs. */
export function taskbarProgress({ fraction, active, paused, failed }: PresenceState): TaskbarProgress {
  if (fraction === undefined || active === 0) return { fraction: -1, mode: 'none' }
  const hundredths = Math.min(0.99, Math.floor(fraction * 100 + 1e-9) / 100)
  return { fraction: hundredths, mode: failed > 0 ? 'error' : paused > 0 ? 'paused' : 'normal' }
}
