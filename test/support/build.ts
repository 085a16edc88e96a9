import { openDisplay } from '../../scripts/display.mjs'
import { ensureTools } from '../../scripts/ensure-system-packages.mjs'
import { ensureAll } from '../../scripts/ensure.mjs'

/** Vitest calls this once per project that needs built code: out/ is fresh, Electron is there, windows can open. */
export async function setup(): Promise<() => Promise<void>> {
  await ensureAll()
  // Tests of the tray have a session bus of their own.
  await ensureTools({ 'dbus-daemon': 'dbus-daemon' })
  const display = await openDisplay()
  return () => display.close()
}
