import { wholePercent } from '../../src-shared/format/numbers'
import { remainingMessage } from '../../src-shared/format/remaining'
import { toggleOf, type PresenceState } from './presence-state'
import type { AppAction } from './app-action'
import type { MainText } from './main-text'

/** How many parts the bar in the tray's icon has. */
export const barSteps = 8

/** The drawn states of the tray's icon; the bar of `working-3` is three eighths full. */
export type TrayIcon = 'idle' | 'paused' | 'attention' | `working-${number}`

/** One line of the tray's menu. */
export type TrayLine =
  | { readonly kind: 'separator' }
  | { readonly kind: 'status'; readonly label: string }
  | {
      readonly kind: 'action'
      readonly action: AppAction
      readonly label: string
      readonly isEnabled: boolean
    }

/** All that the tray shows. */
export interface TrayDescription {
  readonly icon: TrayIcon
  readonly tooltip: string
  /** Beside the icon, in macOS' menu bar; empty while nothing runs. */
  readonly title: string
  readonly lines: readonly TrayLine[]
}

/** What the tray depends on. */
export interface TrayFacts {
  readonly productName: string
  readonly state: PresenceState
  readonly text: MainText
}

/**
 * What the tray shows. Its menu speaks of downloads without their percentage, which the tooltip has: a menu that somebody has
 * open must not be made anew every second. The time left changes once in a while, and is in both.
 */
export function trayDescription(facts: TrayFacts): TrayDescription {
  const { productName: name, state, text } = facts
  const status = statusText(facts)
  const { fraction } = state
  const percent = fraction === undefined ? undefined : wholePercent(fraction) / 100
  const progress = percent === undefined ? status : text('tray.progress', { status, fraction: percent })
  return {
    icon: trayIcon(state),
    tooltip: text('tray.tooltip', { name, status: withTime(progress, facts) }),
    title: percent === undefined ? '' : text('tray.percent', { fraction: percent }),
    lines: trayLines(facts, withTime(status, facts)),
  }
}

/** As long as something is to come, and it can be believed how long that takes. */
function withTime(status: string, { state: { active, remaining }, text }: TrayFacts): string {
  if (active === 0 || remaining === undefined) return status
  const { id, values } = remainingMessage(remaining, text.locale)
  return text('tray.remaining', { status, time: text(id, values) })
}

function trayIcon({ active, paused, failed, fraction = 0 }: PresenceState): TrayIcon {
  if (active > 0) return `working-${Math.min(barSteps, Math.floor(fraction * barSteps))}`
  if (failed > 0) return 'attention'
  return paused > 0 ? 'paused' : 'idle'
}

function statusText({ state: { active, paused, failed }, text }: TrayFacts): string {
  if (active > 0) return text('tray.active', { count: active })
  if (failed > 0) return text('tray.failed', { count: failed })
  return paused > 0 ? text('tray.paused', { count: paused }) : text('tray.idle')
}

function trayLines({ productName: name, state, text }: TrayFacts, status: string): readonly TrayLine[] {
  const toggle = toggleOf(state)
  const act = (action: AppAction, label: string, isEnabled = true): TrayLine => ({
    kind: 'action',
    action,
    label,
    isEnabled,
  })
  return [
    { kind: 'status', label: status },
    { kind: 'separator' },
    act({ kind: 'app', name: 'open' }, text('tray.open', { name })),
    act(
      { kind: 'app', name: toggle ?? 'pauseAll' },
      text(`menu.${toggle ?? 'pauseAll'}`),
      toggle !== undefined,
    ),
    act({ kind: 'app', name: 'checkForUpdates' }, text('command.checkForUpdates'), !state.checking),
    { kind: 'separator' },
    act({ kind: 'window', command: 'settings' }, text('menu.settings')),
    act({ kind: 'app', name: 'quit' }, text('menu.quit', { name })),
  ]
}
