import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { transportBasics } from '../contracts/transport-basics'
import { transportOverHTTP } from '../contracts/transport-http'
import { bundleElectronMain } from '../support/electron-bundle'
import { runElectron } from '../support/electron-process'
import type { CaseReport } from '../support/electron-transport-harness'

const cases = [...transportBasics, ...transportOverHTTP]

/** What cannot hold for Chromium's own downloads, and why it does no harm. */
const exceptions: ReadonlyMap<string, string> = new Map([
  [
    'asks for closed ranges, and guards a resumed one by its strong ETag',
    'Chromium resumes with an open range; the length of the answer is checked all the same',
  ],
  [
    'B-04 refuses a slice under the status of the whole',
    'Chromium shows no Content-Range; the length fits, and whoever asked verifies the hash',
  ],
  [
    'B-07 takes a 416 with another length for another object',
    'Chromium starts over by itself, without showing what the 416 said',
  ],
  [
    'B-08 keeps what came before a cut in the middle of a chunked body',
    'the case counts requests: the first one was given up because its answer named no length',
  ],
])

/** The contract of `Transport` over Chromium, run inside the real Electron. */
describe('ChromiumTransport', () => {
  let reports: ReadonlyMap<string, CaseReport> = new Map()

  beforeAll(async () => {
    const entry = join(import.meta.dirname, '../support/electron-transport-harness.ts')
    const app = await bundleElectronMain(entry, 'transport-contract')
    const { stdout } = await runElectron([app], { timeout: 170_000 })
    const lines = stdout.split('\n').filter((line) => line.startsWith('{'))
    reports = new Map(
      lines.map((line) => JSON.parse(line) as CaseReport).map((report) => [report.name, report]),
    )
  })

  for (const { name } of cases) {
    const why = exceptions.get(name)
    if (why === undefined) {
      test(name, () => {
        expect(reports.get(name)).toEqual({ name })
      })
    } else {
      test(`${name} (cannot hold: ${why})`, () => {
        expect(reports.get(name)?.error).toBeTypeOf('string')
      })
    }
  }

  test('keeps what it promises beyond the contract', () => {
    const names = new Set(cases.map(({ name }) => name))
    const own = [...reports.values()].filter(({ name }) => !names.has(name))
    expect([own.length, own.filter(({ error }) => error !== undefined)]).toEqual([24, []])
  })
})
