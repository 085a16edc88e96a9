// The types of each door in one file: declared by the compiler, put together by API Extractor.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CompilerState, Extractor, ExtractorConfig } from '@microsoft/api-extractor'
import ts from 'typescript'
import { root, SetUpError } from './project.mjs'

/** What each of the package's doors is made of. */
const doors = { index: 'src-main/index', electron: 'src-main/electron/index' }

/** Works in that folder, and gives the one below it that has `index.d.ts` and `electron.d.ts`. */
export async function rollUpTypes(temporary) {
  declare(temporary)
  const directory = join(temporary, 'rolled')
  await mkdir(directory, { recursive: true })
  await rollUp(temporary, directory)
  return directory
}

/** A declaration file for each source that the doors reach. That they are right, `npm run check` says. */
function declare(temporary) {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.main.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  const paths = Object.values(doors).map((door) => join(root, `${door}.ts`))
  const emitted = { noEmit: false, declaration: true, emitDeclarationOnly: true, stripInternal: true }
  const program = ts.createProgram(paths, {
    ...options,
    ...emitted,
    noCheck: true,
    rootDir: root,
    outDir: temporary,
  })
  const { diagnostics } = program.emit()
  if (diagnostics.length > 0) throw new SetUpError(ts.formatDiagnostics(diagnostics, host))
}

const host = {
  getCurrentDirectory: () => root,
  getCanonicalFileName: (name) => name,
  getNewLine: () => '\n',
}

async function rollUp(temporary, directory) {
  const rolled = Object.keys(doors).map((name) => join(directory, `${name}.d.ts`))
  const entries = Object.values(doors).map((door) => join(temporary, `${door}.d.ts`))
  const configs = entries.map((entry, index) =>
    ExtractorConfig.prepare({
      configObject: configurationOf(entry, entries, rolled[index]),
      configObjectFullPath: undefined,
      packageJsonFullPath: join(root, 'package.json'),
    }),
  )
  const compilerState = CompilerState.create(configs[0], { additionalEntryPoints: entries })
  const problems = []
  const messageCallback = (message) => {
    if (message.logLevel === 'error') problems.push(message.text)
    message.handled = true
  }
  for (const config of configs) Extractor.invoke(config, { compilerState, messageCallback })
  if (problems.length > 0) throw new SetUpError(`The types cannot be put together.\n${problems.join('\n')}`)
  // Without it a compiler that takes no types by itself does not know what a stream or a signal is.
  for (const path of rolled)
    await writeFile(path, `/// <reference types="node" />\n${await readFile(path, 'utf8')}`)
}

function configurationOf(entry, entries, path) {
  const { compilerOptions } = ts.readConfigFile(join(root, 'tsconfig.base.json'), ts.sys.readFile).config
  const silent = { default: { logLevel: 'none' } }
  return {
    projectFolder: root,
    mainEntryPointFilePath: entry,
    compiler: {
      overrideTsconfig: {
        compilerOptions: { ...compilerOptions, lib: ['ES2023'], types: ['node'] },
        files: entries,
      },
      skipLibCheck: true,
    },
    apiReport: { enabled: false },
    docModel: { enabled: false },
    tsdocMetadata: { enabled: false },
    dtsRollup: { enabled: true, untrimmedFilePath: path },
    messages: {
      compilerMessageReporting: { default: { logLevel: 'error' } },
      extractorMessageReporting: silent,
      tsdocMessageReporting: silent,
    },
  }
}
