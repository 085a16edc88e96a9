import { openDisplay } from '../../scripts/display.mjs'
import { ensureAll } from '../../scripts/ensure.mjs'

/** Vitest calls this once per project that needs built code: out/ is fresh, Electron is there, windows can open. */
export async function setup(): Promise<() => Promise<void>> {
  await ensureAll()
  const display = await openDisplay()
  return () => display.close()
}
