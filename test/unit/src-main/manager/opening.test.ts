import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { toAssetPackError } from '../../../../src-shared/domain/errors'
import { ClosingStack } from '../../../../src-main/manager/closing-stack'
import { createAssetPackManager } from '../../../../src-main/manager/create-asset-pack-manager'
import { hostConditions, platformNameOf } from '../../../../src-main/manager/host-conditions'
import { loadConfiguration } from '../../../../src-main/manager/load-configuration'
import { TrustMarkValues } from '../../../../src-main/manager/trust-mark-values'
import { ManualConditions } from '../../../support/manual-conditions'
import { MemoryAssetPackStore } from '../../../support/memory-asset-pack-store'
import { temporaryDirectory } from '../../../support/temporary-directory'

const configuration = {
  appGroupID: 'group.example',
  hasManagedAssetPacks: true,
  manifestURL: 'https://packs.example.com/',
  rootMetadata: 'trust/root.json',
  containerDirectory: '../packs',
  downloaderExtension: 'extension.mjs',
}

describe('loadConfiguration', () => {
  test('paths start from the file', async () => {
    const directory = await temporaryDirectory()
    const file = join(directory, 'assetpack.config.json')
    await writeFile(file, JSON.stringify(configuration))
    expect(await loadConfiguration(file)).toEqual({
      ...configuration,
      rootMetadata: join(directory, 'trust/root.json'),
      containerDirectory: join(directory, '../packs'),
      downloaderExtension: join(directory, 'extension.mjs'),
    })
  })

  test.each([
    ['missing.json', undefined, 'cannot be read'],
    ['broken.json', '{', 'is not valid JSON'],
  ])('a file that is no configuration is named: %s', async (name, text, problem) => {
    const file = join(await temporaryDirectory(), name)
    if (text !== undefined) await writeFile(file, text)
    const error = toAssetPackError(await loadConfiguration(file).catch((caught: unknown) => caught))
    expect([error.code, error.message]).toEqual([
      'configurationInvalid',
      `The configuration ${file} ${problem}.`,
    ])
  })
})

test.each([['nope'], ['http://example.com/']])(
  'a configuration that did not come from a file is checked as well: %s',
  async (manifestURL) => {
    const options = {
      configuration: { ...configuration, manifestURL },
      containerDirectory: await temporaryDirectory(),
    }
    const error = toAssetPackError(await createAssetPackManager(options).catch((caught: unknown) => caught))
    expect([error.code, error.details['key']]).toEqual(['configurationInvalid', 'manifestURL'])
  },
)

describe('trust marks among the durable values', () => {
  const marks = { root: 1, timestamp: 5, snapshot: 4, targets: 3, lastSeen: 1_000 }

  test('never go down, one by one', () => {
    const kept = new TrustMarkValues(new MemoryAssetPackStore().values)
    const before = kept.read()
    kept.raise(marks)
    kept.raise({ root: 2, timestamp: 1, snapshot: 9, targets: 1, lastSeen: 500 })
    expect([before, kept.read()]).toEqual([
      undefined,
      { root: 2, timestamp: 5, snapshot: 9, targets: 3, lastSeen: 1_000 },
    ])
  })

  test('that cannot be read are not forgotten', () => {
    const { values } = new MemoryAssetPackStore()
    new TrustMarkValues(values).raise(marks)
    values.set('catalog.trustMarks', '{"root":-1}')
    expect(() => new TrustMarkValues(values).read()).toThrow(
      expect.objectContaining({ code: 'stateDamaged' }),
    )
  })
})

describe('conditions of a host', () => {
  test('a host on this machine needs no network and costs nothing', () => {
    const conditions = new ManualConditions()
    conditions.set({ online: false, metered: true, onBattery: true })
    const urls = ['http://127.0.0.1:8080/', 'https://localhost/', 'https://packs.example.com/']
    expect(urls.map((url) => hostConditions(conditions, url).current())).toEqual([
      { online: true, metered: false, onBattery: true },
      { online: true, metered: false, onBattery: true },
      { online: false, metered: true, onBattery: true },
    ])
  })

  test('systems have the names that packs use', () => {
    expect((['darwin', 'win32', 'linux', 'freebsd'] as const).map(platformNameOf)).toEqual([
      'macOS',
      'windows',
      'linux',
      undefined,
    ])
  })
})

test('what was opened is closed in the opposite order, all of it, and the first failure is told', async () => {
  const closed: string[] = []
  const stack = new ClosingStack()
  for (const name of ['store', 'catalog', 'downloads']) {
    stack.use(name, () => {
      closed.push(name)
      if (name === 'catalog') throw new Error('broken')
    })
  }
  await expect(stack.close()).rejects.toThrow('broken')
  await stack.close()
  expect(closed).toEqual(['downloads', 'catalog', 'store'])
})
