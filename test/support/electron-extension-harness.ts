import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { app } from 'electron'
import { UtilityExtensionHost } from '../../src-main/electron/utility-extension-host'
import { systemClock } from '../../src-main/platform/clock'
import { extensionAnswers } from '../contracts/extension-answers'
import { extensionFailures, missingProgramCase } from '../contracts/extension-failures'
import type { ExtensionCase } from '../contracts/extension-host-cases'
import type { CaseReport } from './electron-transport-harness'

/** A case may take that long. */
const caseLimitMs = 60_000
const entry = join(import.meta.dirname, '../../main/extension-process.js')

async function runCase(extensionCase: ExtensionCase): Promise<CaseReport> {
  const directory = await mkdtemp(join(tmpdir(), 'packhouse-'))
  const limit = new AbortController()
  try {
    await Promise.race([
      extensionCase.run({ host: new UtilityExtensionHost(entry), directory }),
      systemClock.delay(caseLimitMs, limit.signal).then(() => {
        throw new Error('The case did not end.')
      }),
    ])
    return { name: extensionCase.name }
  } catch (error) {
    return { name: extensionCase.name, error: error instanceof Error ? error.message : String(error) }
  } finally {
    limit.abort()
    await rm(directory, { recursive: true, force: true })
  }
}

async function main(): Promise<void> {
  await app.whenReady()
  const only = process.env['EXTENSION_CASE']
  const missingProgram = missingProgramCase('extensionProcess', (path) => new UtilityExtensionHost(path))
  for (const extensionCase of [...extensionAnswers, ...extensionFailures, missingProgram]) {
    if (only !== undefined && !extensionCase.name.includes(only)) continue
    process.stdout.write(`${JSON.stringify(await runCase(extensionCase))}\n`)
  }
  app.exit(0)
}

void main()
