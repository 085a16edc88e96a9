// A manager that dies by SIGKILL right before the n-th statement that changes its state database:
//   node main.mjs <options as JSON> <n>
// It starts or, when the options say so, reconciles the languages, and waits until all downloads have ended.
import { writeSync } from 'node:fs'
import { createAssetPackManager } from '../../src-main/manager/create-asset-pack-manager'
import { StateDatabase } from '../../src-main/store/state-database'
import { parseConfiguration, type Configuration } from '../../src-shared/domain/configuration'

/** What the program is told. */
export interface DyingManagerOptions {
  readonly configuration: Configuration
  readonly directory: string
  readonly containerDirectory: string
  /** `file:` URL of the built worker. */
  readonly unpackWorker: string
  readonly preferredLanguages: readonly string[]
  readonly appVersion: string
  readonly reconciles?: boolean | undefined
}

const [, , text = '', dieAt = ''] = process.argv
const options = JSON.parse(text) as DyingManagerOptions
let statementsLeft = Number(dieAt)

/** SIGKILL is no exception: nothing of this process runs after it. */
function countStatements(names: readonly (keyof StateDatabase)[]): void {
  for (const name of names) {
    const original = Reflect.get(StateDatabase.prototype, name) as (...args: unknown[]) => unknown
    Reflect.set(StateDatabase.prototype, name, function (this: unknown, ...args: unknown[]) {
      statementsLeft -= 1
      if (statementsLeft === 0) process.kill(process.pid, 'SIGKILL')
      return Reflect.apply(original, this, args)
    })
  }
}

const manager = await createAssetPackManager({
  ...options,
  configuration: parseConfiguration(options.configuration),
  configurationDirectory: options.directory,
  unpackWorker: new URL(options.unpackWorker),
})
countStatements(['setValue', 'putDownload', 'deleteDownload', 'beginSwitch', 'finishSwitch', 'deletePack'])
if (options.reconciles === true) await manager.reconcilePreferredLanguages()
else await manager.start()
await manager.whenIdle()
writeSync(1, 'done\n')
await manager.close()
