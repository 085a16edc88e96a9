import { mkdir, readFile, symlink } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import ts from 'typescript'
import { beforeAll, describe, expect, test } from 'vitest'
import { build } from 'vite'
import { mustRun, mustRunNpm } from '../../scripts/command.mjs'
import { ensureTypes } from '../../scripts/ensure-types.mjs'
import { runElectron, runProcess, type ProcessResult } from '../support/electron-process'
import { World } from '../support/embedding-world'
import { writeTree } from '../support/file-tree'
import { quickFolder, temporaryDirectory } from '../support/temporary-directory'

const root = resolve(import.meta.dirname, '../..')

/** Installs a pack from the host of its arguments, and says what it read and which names the doors have. */
const program = (imports: string, parts: string): string => `
import * as door from 'packhouse'
${imports}
const [manifestURL, configurationDirectory] = process.argv.slice(-2)
async function main() {
  ${parts}
  const manager = await door.createAssetPackManager({
    configuration: door.parseConfiguration({
      appGroupID: 'group.example', hasManagedAssetPacks: true, manifestURL, rootMetadata: 'repository/metadata/root.json',
    }),
    configurationDirectory,
    containerDirectory: configurationDirectory + '/container',
    ...given,
  })
  await manager.ensureLocalAvailability(await manager.assetPack('tutorial'))
  const read = Buffer.from(await manager.contents('readme.txt')).toString()
  await manager.close()
  console.log(JSON.stringify({ read, names: Object.keys(door).sort(), ...more }))
  end()
}
void main()
`
const inNode = program('', 'const [given, more, end] = [{}, {}, () => undefined]')
const inElectron = program(
  `import * as other from 'packhouse/electron'
   import { app } from 'electron'`,
  `await app.whenReady()
   const logger = { log: () => undefined }
   const { transport, conditions } = other.openElectronParts({ logger })
   const more = { others: Object.keys(other) }
   const given = { transport, conditions, logger }
   const end = () => { conditions.close(); app.exit(0) }`,
)

/** Speaks of what both doors have, as strictly as one can. */
const typed = `
import { createAssetPackManager, DownloadManager, isAssetPackError, type AssetPackManager, type DownloadStatusUpdate } from 'packhouse'
import { openElectronParts, type ElectronParts } from 'packhouse/electron'
const parts: ElectronParts = openElectronParts({ logger: { log: (level, message) => { void [level, message] } } })
export async function install(options: Parameters<typeof createAssetPackManager>[0], signal: AbortSignal): Promise<Uint8Array> {
  const manager: AssetPackManager = await createAssetPackManager({
    ...options, ...parts, downloaderExtension: { host: parts.extensionHost },
  })
  await manager.ensureLocalAvailability(await manager.assetPack('maps', { signal }), { signal })
  for await (const update of manager.statusUpdates('maps')) show(update)
  return manager.contents('levels/one.json')
}
function show(update: DownloadStatusUpdate): void {
  if (update.kind === 'downloading') void update.progress.fractionCompleted.toFixed(2)
}
export const isMissing = (error: unknown): boolean => isAssetPackError(error, 'assetPackNotFound')
// @ts-expect-error createDownloadManager makes one.
export const none = new DownloadManager()
// @ts-expect-error There is no such code.
export const wrong = (error: unknown): boolean => isAssetPackError(error, 'nothing')
`

/** What the README tells to write, as one module. */
async function recipe(): Promise<string> {
  const readme = await readFile(join(root, 'README.md'), 'utf8')
  const [, text = ''] = /\*\*Embed it\*\*(.*?)\n\*\*/s.exec(readme) ?? []
  return [...text.matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code).join('\n')
}

/** A project of somebody else that has the package installed, with what it depends on and the types of Node. */
async function installedProject(directory: string): Promise<string> {
  await mustRunNpm('npm pack', ['pack', '--ignore-scripts', '--silent', '--pack-destination', directory])
  const modules = join(directory, 'node_modules')
  await mkdir(join(modules, 'packhouse'), { recursive: true })
  const archive = 'packhouse-0.1.0.tgz'
  const unpack = ['-xzf', archive, '--strip-components=1', '-C', 'node_modules/packhouse']
  await mustRun('tar', 'tar', unpack, { cwd: directory })
  const { dependencies } = JSON.parse(await readFile(join(modules, 'packhouse/package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>
  }
  for (const name of [...Object.keys(dependencies), '@types/node']) {
    await mkdir(dirname(join(modules, name)), { recursive: true })
    await symlink(join(root, 'node_modules', name), join(modules, name), 'junction')
  }
  await writeTree(directory, {
    'package.json': JSON.stringify({ name: 'launcher', type: 'module', main: 'desktop.js' }),
    'plain.js': inNode,
    'desktop.js': inElectron,
    'typed.ts': typed,
    'recipe-typed.ts': await recipe(),
  })
  return directory
}

function said({ code, stdout, stderr }: ProcessResult): unknown {
  if (code !== 0) throw new Error(stderr)
  return JSON.parse(stdout)
}

/** With both doors' users in it, which the compiler is as strict with as it can be. */
function compiled(directory: string, options: ts.CompilerOptions): ts.Program {
  const files = ['typed.ts', 'recipe-typed.ts'].map((name) => join(directory, name))
  return ts.createProgram(files, {
    ...options,
    target: ts.ScriptTarget.ES2023,
    lib: ['lib.es2023.d.ts'],
    types: [],
    strict: true,
    skipLibCheck: false,
    noEmit: true,
  })
}

/** What is wrong with it, and with the types of the package; those that these take along only have to be there. */
function problemsOf(program: ts.Program): readonly string[] {
  const files = program
    .getSourceFiles()
    .filter(({ fileName }) => /typed\.ts$|node_modules\/packhouse\//.test(fileName))
  const found = [
    ...program.getOptionsDiagnostics(),
    ...files.flatMap((file) => [
      ...program.getSyntacticDiagnostics(file),
      ...program.getSemanticDiagnostics(file),
    ]),
  ]
  return found.map(
    ({ file, messageText }) =>
      `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
  )
}

/** The names of the values that a door has by its types. */
function valuesOf(program: ts.Program, path: string): readonly string[] {
  const checker = program.getTypeChecker()
  const file = program.getSourceFile(path)
  const door = file && checker.getSymbolAtLocation(file)
  if (door === undefined) throw new Error(`${path} has no part in it.`)
  const exported = checker.getExportsOfModule(door)
  return exported.filter(({ flags }) => (flags & ts.SymbolFlags.Value) !== 0).map(({ name }) => name)
}

const asInNode = { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext }
const asBundled = { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler }

describe('as a package in the project of somebody else', () => {
  let project = ''

  beforeAll(async () => {
    await ensureTypes()
    project = await installedProject(await temporaryDirectory(quickFolder()))
  })

  test('it installs packs in plain Node, and has the names that its types say, which pass the strictest compiler', async () => {
    const { server, directory } = await World.open()
    const plain = await runProcess(process.execPath, [join(project, 'plain.js'), server.url, directory])
    const program = compiled(project, asInNode)
    const names = valuesOf(program, join(project, 'node_modules/packhouse/out/types/index.d.ts'))

    expect(problemsOf(program)).toEqual([])
    expect(said(plain)).toEqual({ read: 'version one', names: [...names].sort() })
  })

  test('its types pass the strictest compiler for a bundle', () => {
    expect(problemsOf(compiled(project, asBundled))).toEqual([])
  })

  test('it installs packs in Electron with what the other door gives', async () => {
    const { server, directory } = await World.open()
    const desktop = await runElectron([project, server.url, directory], { timeout: 60_000 })

    expect(said(desktop)).toMatchObject({ read: 'version one', others: ['openElectronParts'] })
  })

  test('it installs packs as part of a bundle that has its worker beside itself', async () => {
    const { server, directory } = await World.open()
    await build({
      root: project,
      configFile: false,
      logLevel: 'warn',
      ssr: { noExternal: ['packhouse'] },
      build: {
        ssr: true,
        outDir: 'bundle',
        target: 'node20.18',
        minify: false,
        rolldownOptions: {
          input: { plain: join(project, 'plain.js'), 'unpack-worker': 'packhouse/unpack-worker' },
          output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
        },
      },
    })
    const plain = join(project, 'bundle/plain.js')
    const bundled = await runProcess(process.execPath, [plain, server.url, directory])

    expect(said(bundled)).toMatchObject({ read: 'version one' })
  })
})
