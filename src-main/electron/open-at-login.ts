import type { App } from 'electron'
import { AssetPackError } from '../../src-shared/domain/errors'
import { AutostartEntry, type AutostartPlace } from './autostart-entry'
import type { LaunchArguments } from './launch-arguments'

/** What {@link openAtLoginOf} works with. */
export interface OpenAtLoginOptions {
  readonly app: Pick<App, 'setLoginItemSettings' | 'getLoginItemSettings'>
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

/** Of all starts only this one shows no window; on macOS, where a login item has no arguments, the system says which it was. */
const hidden = '--hidden'

/** Whether the session has started the app by itself, which nobody is looking at. */
export function wasStartedHidden({
  app,
  platform,
  launch,
}: {
  readonly app: Pick<App, 'getLoginItemSettings'>
  readonly platform: string
  readonly launch: Pick<LaunchArguments, 'hidden'>
}): boolean {
  return launch.hidden || (platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin)
}

/** By the system's own list on Windows and macOS, by a file of the XDG kind elsewhere: Electron knows no way there. */
export function openAtLoginOf(options: OpenAtLoginOptions): OpenAtLogin {
  const { app, platform, isSandboxed, place, id, name, command } = options
  if (isSandboxed) return impossible('This app cannot be started at login from its sandbox.')
  if (platform === 'win32') return onWindows(app, command)
  if (platform === 'darwin') return onMacOS(app, command)
  const entry = new AutostartEntry(place, { id, name, command: [...command, hidden] })
  return {
    isPossible: true,
    set: (isWanted) => (isWanted ? entry.write() : entry.remove()),
    refresh: () => entry.refresh(),
  }
}

function onWindows(app: OpenAtLoginOptions['app'], [path = '', ...rest]: readonly string[]): OpenAtLogin {
  // Electron writes the arguments one after the other, as they are.
  const program = { path, args: [...rest, hidden].map(windowsArgument) }
  return {
    isPossible: true,
    set: async (openAtLogin) => {
      app.setLoginItemSettings({ openAtLogin, ...program })
    },
    refresh: async () => {
      // Only where the entry starts something else: writing it would undo what the person has set in the Task Manager.
      if (!app.getLoginItemSettings(program).openAtLogin)
        app.setLoginItemSettings({ openAtLogin: true, ...program })
    },
  }
}

/** The system starts the program as it is. */
function onMacOS(app: OpenAtLoginOptions['app'], { length }: readonly string[]): OpenAtLogin {
  if (length > 1)
    return impossible('This app needs arguments each time it starts, which macOS gives to none at login.')
  return {
    isPossible: true,
    set: async (openAtLogin) => {
      app.setLoginItemSettings({ openAtLogin })
    },
    refresh: async () => undefined,
  }
}

/** An argument as a Windows program takes it from its command line: backslashes mean themselves except before a quote. */
function windowsArgument(argument: string): string {
  if (/^[^\s"]+$/.test(argument)) return argument
  const escaped = argument.replaceAll(/(\\*)"/g, String.raw`$1$1\"`).replace(/(\\+)$/, '$1$1')
  return `"${escaped}"`
}

function impossible(reason: string): OpenAtLogin {
  return {
    isPossible: false,
    set: async (isWanted) => {
      if (isWanted) throw new AssetPackError('wrongUse', reason)
    },
    refresh: async () => undefined,
  }
}
