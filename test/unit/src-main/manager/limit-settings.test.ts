import { describe, expect, test } from 'vitest'
import type { DownloadLimits } from '../../../../src-shared/domain/download-limits'
import { connectionsWithin, LimitSettings } from '../../../../src-main/manager/limit-settings'
import type { DurableValues } from '../../../../src-main/store/asset-pack-store'
import { MemoryAssetPackStore } from '../../../support/memory-asset-pack-store'

const configured: DownloadLimits = { bytesPerSecond: 5_000_000 }

class Scene {
  readonly applied: DownloadLimits[] = []
  readonly log: string[] = []
  readonly settings: LimitSettings

  constructor(
    values: DurableValues = new MemoryAssetPackStore().values,
    limits: DownloadLimits = configured,
  ) {
    this.settings = new LimitSettings({
      values,
      configured: limits,
      apply: (limits) => this.applied.push(limits),
      logger: { log: (_level, message) => this.log.push(message) },
    })
  }
}

test.for([
  [{}, 8],
  [{ connections: 4 }, 4],
  [{ bytesPerSecond: 1_024 }, 1],
  [{ bytesPerSecond: 200_000, connections: 4 }, 1],
  [{ bytesPerSecond: 2_000_000 }, 4],
  [{ bytesPerSecond: 2_000_000, connections: 2 }, 2],
  [{ bytesPerSecond: 50_000_000 }, 8],
] as const)('under the limits %j a pack comes over %i connections', ([limits, connections]) => {
  expect(connectionsWithin(limits)).toBe(connections)
})

describe('LimitSettings', () => {
  test('the limits of the configuration are in force until somebody sets others', () => {
    const { settings, applied } = new Scene()
    const before = settings.current
    settings.set({})
    expect([before, settings.current, applied]).toEqual([configured, {}, [configured, {}]])
  })

  test('what was set is in force from the next start on', () => {
    const { values } = new MemoryAssetPackStore()
    new Scene(values).settings.set({ bytesPerSecond: 2_000_000 })
    const next = new Scene(values)
    expect([next.settings.current, next.applied]).toEqual([
      { bytesPerSecond: 2_000_000 },
      [{ bytesPerSecond: 2_000_000 }],
    ])
  })

  test('who changes one limit leaves what only the configuration says to its next release', () => {
    const { values } = new MemoryAssetPackStore()
    const { settings } = new Scene(values, { packsAtOnce: 3, connections: 4 })
    settings.set({ ...settings.current, treatAsMetered: true })
    settings.set({ ...settings.current, connections: 8 })
    settings.set({ ...settings.current, connections: 4 })
    const { current } = new Scene(values, { packsAtOnce: 6, connections: 2 }).settings
    expect(current).toEqual({ packsAtOnce: 6, connections: 4, treatAsMetered: true })
  })

  test('limits that cannot be are refused and change nothing', () => {
    const { settings, applied } = new Scene()
    expect(() => {
      settings.set({ bytesPerSecond: 1 })
    }).toThrow(expect.objectContaining({ code: 'invalidArgument' }))
    expect([settings.current, applied]).toEqual([configured, [configured]])
  })

  test.each(['{', '[]', '{"bytesPerSecond":-1}'])(
    'what cannot be read gives way to the configuration, with a line in the log: %s',
    (text) => {
      const { values } = new MemoryAssetPackStore()
      values.set('downloads.limits', text)
      const { settings, log } = new Scene(values)
      expect([settings.current, log.length]).toEqual([configured, 1])
    },
  )

  test('what a later version kept besides is left alone', () => {
    const { values } = new MemoryAssetPackStore()
    values.set('downloads.limits', '{"bytesPerSecond":4096,"byMoonlight":true}')
    const { settings, log } = new Scene(values)
    expect([settings.current, log]).toEqual([{ bytesPerSecond: 4096 }, []])
  })

  test('how many packs and connections is as configured where the person names no number', () => {
    const { settings } = new Scene(undefined, { bytesPerSecond: 5_000_000, packsAtOnce: 3, connections: 4 })
    settings.set({ connections: 1 })
    expect(settings.current).toEqual({ packsAtOnce: 3, connections: 1 })
  })

  test('a part that comes later follows the limits of now and each that is set', () => {
    const { settings } = new Scene()
    const followed: DownloadLimits[] = []
    settings.follow((limits) => followed.push(limits))
    settings.set({ packsAtOnce: 1 })
    expect(followed).toEqual([configured, { packsAtOnce: 1 }])
  })
})
