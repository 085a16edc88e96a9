import { expect, it } from 'vitest'
import { shownVersions } from '../../../../../src-renderer/views/pack/shown-versions'
import { aPack, anEntry } from '../../../../support/library-builders'

function here(
  version: number,
  isActive: boolean,
  installedAt = 5,
): Parameters<typeof shownVersions>[1][number] {
  return { assetPack: aPack({ version }), installedAt, isActive }
}

function shown(offered: number, ...versions: readonly ReturnType<typeof here>[]): unknown {
  const entry = anEntry({ version: offered })
  return shownVersions(entry, versions).map(({ assetPack, place, installedAt }) => [
    assetPack.version,
    place,
    installedAt,
  ])
}

it('versions are shown newest first, the offered one only while it is not here', () => {
  expect([
    shown(3, here(2, true), here(1, false, 0)),
    shown(2, here(1, true), here(2, false)),
    shown(1),
  ]).toEqual([
    [
      [3, 'offered', undefined],
      [2, 'active', 5],
      [1, 'kept', undefined],
    ],
    [
      [2, 'kept', 5],
      [1, 'active', 5],
    ],
    [[1, 'offered', undefined]],
  ])
})
