import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { extensionAnswers } from '../contracts/extension-answers'
import { extensionFailures, missingProgramCase } from '../contracts/extension-failures'
import { bundleElectronMain } from '../support/electron-bundle'
import { runElectron } from '../support/electron-process'
import type { CaseReport } from '../support/electron-transport-harness'

/** The contract of an extension's host over utility processes, run inside the real Electron. */
describe('UtilityExtensionHost', () => {
  let reports: ReadonlyMap<string, CaseReport> = new Map()

  beforeAll(async () => {
    const entry = join(import.meta.dirname, '../support/electron-extension-harness.ts')
    const app = await bundleElectronMain(entry, 'extension-contract')
    const { stdout } = await runElectron([app], { timeout: 170_000 })
    const lines = stdout.split('\n').filter((line) => line.startsWith('{'))
    reports = new Map(
      lines.map((line) => JSON.parse(line) as CaseReport).map((report) => [report.name, report]),
    )
  })

  const missingProgram = missingProgramCase('extensionProcess', () => {
    throw new Error('It runs in Electron.')
  })
  for (const { name } of [...extensionAnswers, ...extensionFailures, missingProgram]) {
    test(name, () => {
      expect(reports.get(name)).toEqual({ name })
    })
  }
})
