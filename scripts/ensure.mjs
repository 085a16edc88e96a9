// Everything a fresh machine with Node and npm lacks; silent and quick when all is there.
import { ensureBuild } from './ensure-build.mjs'
import { ensureDependencies } from './ensure-dependencies.mjs'
import { ensureElectron } from './ensure-electron.mjs'
import { ensureSystemPackages } from './ensure-system-packages.mjs'

/** @returns {Promise<{ directory: string, executable: string, version: string }>} the Electron to start */
export async function ensureAll() {
  await ensureDependencies()
  const electron = await ensureElectron()
  await ensureSystemPackages(electron.executable)
  await ensureBuild()
  return electron
}
