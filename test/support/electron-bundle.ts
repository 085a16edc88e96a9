import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'vite'

/**
 * Bundles a main process of the tests' own and makes an app of it, below out/ so that its packages are found.
 *
 * @returns the folder to start Electron with.
 */
export async function bundleElectronMain(entry: string, name: string): Promise<string> {
  const directory = join(import.meta.dirname, '../../out/test', name)
  await mkdir(directory, { recursive: true })
  await build({
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: ['electron-dl'], external: ['electron'] },
    build: {
      ssr: entry,
      outDir: directory,
      emptyOutDir: true,
      target: 'node20.18',
      minify: false,
      rolldownOptions: { external: ['electron'], output: { format: 'es', entryFileNames: 'main.js' } },
    },
  })
  await writeFile(join(directory, 'package.json'), JSON.stringify({ name, type: 'module', main: 'main.js' }))
  return directory
}
