import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { temporaryDirectory } from './temporary-directory'

/** Whether a bus can be started here; Debian's package `dbus-daemon` brings it. */
export const hasSessionBus = spawnSync('dbus-daemon', ['--version']).status === 0

/** A person's session bus, as a desktop has one. */
export interface SessionBus {
  /** What programs of the session find it by. */
  readonly environment: Readonly<Record<string, string>>
  /** Ends it, as the end of a session does. */
  readonly stop: () => Promise<void>
}

/** Starts a bus, until the test has finished. */
export async function startSessionBus(): Promise<SessionBus> {
  const directory = await temporaryDirectory()
  const place = join(directory, 'bus')
  const daemon = spawn(
    'dbus-daemon',
    ['--session', '--nofork', '--nopidfile', `--address=unix:path=${place}`, '--print-address=1'],
    // No services of this machine are started by a name that somebody asks for.
    {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, XDG_DATA_DIRS: directory, XDG_DATA_HOME: directory },
    },
  )
  const ended = once(daemon, 'exit')
  const stop = async (): Promise<void> => {
    daemon.kill('SIGKILL')
    await ended
  }
  onTestFinished(stop)
  const [line] = (await once(daemon.stdout, 'data')) as [Buffer]
  return { environment: { DBUS_SESSION_BUS_ADDRESS: line.toString().trim() }, stop }
}
