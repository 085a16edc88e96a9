import { join } from 'node:path'
import { expect, test } from 'vitest'
import { DownloaderExtension } from '../../../../src-main/extension/downloader-extension'
import { ExtensionLog } from '../../../../src-main/extension/extension-log'
import { silentLogger } from '../../../../src-main/platform/logger'
import { ManualClock } from '../../../support/manual-clock'
import { aPack } from '../../../support/pack-builder'
import { temporaryDirectory } from '../../../support/temporary-directory'

test('an extension that its host cannot start counts as yes, is told once, and is left alone when that goes on', async () => {
  const clock = new ManualClock()
  const path = join(await temporaryDirectory(), 'extension.log')
  let starts = 0
  const extension = new DownloaderExtension({
    module: new URL('file:///extension.mjs'),
    host: {
      start: () => {
        starts += 1
        throw new Error('no process is left')
      },
    },
    limits: { loadMs: 10_000, questionMs: 5_000 },
    log: new ExtensionLog({ path: () => path, clock, logger: silentLogger }),
    clock,
    logger: silentLogger,
  })
  const failures: string[] = []
  extension.failures.subscribe(({ kind }) => failures.push(kind))
  const declined: unknown[] = []
  for (let check = 0; check < 10; check += 1) declined.push(...(await extension.declined([aPack()])))
  await extension.close()
  expect([declined, failures, starts]).toEqual([[], ['notLoaded', 'suspended'], 6])
})
