import type { App } from 'electron'
import { AssetPackError } from '../../src-shared/domain/errors'
import { AutostartEntry, type AutostartPlace } from './autostart-entry'

/** What {@link openAtLoginOf} works with. */
export interface OpenAtLoginOptions {
  readonly app: Pick<App, 'setLoginItemSettings'>
  readonly platform: string
  /** Inside of a sandbox that the person's autostart folder is not in. */
  readonly isSandboxed: boolean
  readonly place: AutostartPlace
  /** Tells apps apart that keep their packs apart: plain letters, digits, dots, dashes. */
  readonly id: string
  readonly name: string
  /** The program and the arguments that it needs each time. */
  readonly command: readonly string[]
}

/** Whether the app starts with the person's session. */
export interface OpenAtLogin {
  readonly isPossible: boolean
  /** @throws what the disk says; `wrongUse` where it is not possible. */
  set(isWanted: boolean): Promise<void>
  /** Once at a start, where it is wanted: what the session starts may lie somewhere else now. */
  refresh(): Promise<void>
}

/** Of all starts only this one shows no window. */
const hidden = '--hidden'

/** By the system's own list on Windows and macOS, by a file of the XDG kind elsewhere: Electron knows no way there. */
export function openAtLoginOf(options: OpenAtLoginOptions): OpenAtLogin {
  const { app, platform, isSandboxed, place, id, name, command } = options
  if (isSandboxed) return impossible
  if (platform === 'win32' || platform === 'darwin') {
    const [path = '', ...rest] = command
    const program = platform === 'win32' ? { path, args: [...rest, hidden] } : {}
    return {
      isPossible: true,
      set: async (openAtLogin) => {
        app.setLoginItemSettings({ openAtLogin, ...program })
      },
      refresh: async () => undefined,
    }
  }
  const entry = new AutostartEntry(place, { id, name, command: [...command, hidden] })
  return {
    isPossible: true,
    set: (isWanted) => (isWanted ? entry.write() : entry.remove()),
    refresh: () => entry.refresh(),
  }
}

const impossible: OpenAtLogin = {
  isPossible: false,
  set: async (isWanted) => {
    if (isWanted)
      throw new AssetPackError('wrongUse', 'This app cannot be started at login from its sandbox.')
  },
  refresh: async () => undefined,
}
