import { expect, test } from 'vitest'
import { keptAfterSwitch } from '../../../../src-main/store/kept-versions'
import type { InstalledPack } from '../../../../src-main/store/asset-pack-store'
import { aPack } from '../../../support/pack-builder'

function version(number: number): InstalledPack {
  return { assetPack: aPack({ version: number }), directory: `/packs/${String(number)}`, installedAt: number }
}

function kept(to: number, limit: number): readonly number[] {
  const before = { active: version(3), kept: [version(2), version(1)], limit }
  return keptAfterSwitch(to, before).map(({ assetPack }) => assetPack.version)
}

test('what is replaced is kept first, then what was kept before, as far as allowed', () => {
  expect([kept(4, 0), kept(4, 1), kept(4, 2), kept(4, 9)]).toEqual([[], [3], [3, 2], [3, 2, 1]])
})

test('the version that becomes the active one is not kept as well', () => {
  expect([kept(2, 9), kept(1, 2)]).toEqual([
    [3, 1],
    [3, 2],
  ])
})
