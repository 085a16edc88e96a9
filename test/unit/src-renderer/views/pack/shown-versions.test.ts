import { expect, it } from 'vitest'
import { shownVersions } from '../../../../../src-renderer/views/pack/shown-versions'
import { aPack, anEntry } from '../../../../support/library-builders'

type Here = NonNullable<Parameters<typeof shownVersions>[1]>[number]

function here(version: number, isActive: boolean, installedAt = 5): Here {
  return { assetPack: aPack({ version }), installedAt, isActive }
}

function shown(offered: number, active: number | undefined, versions: readonly Here[] | undefined): unknown {
  const installed = active === undefined ? {} : { localVersion: active, installedAt: 5 }
  const entry = anEntry({ version: offered, ...installed })
  return shownVersions(entry, versions).map(({ assetPack, place, installedAt }) => [
    assetPack.version,
    place,
    installedAt,
  ])
}

it('versions are shown newest first, the offered one only while it is not here', () => {
  expect([
    shown(3, 2, [here(2, true), here(1, false, 0)]),
    shown(2, 1, [here(1, true), here(2, false)]),
    shown(1, undefined, []),
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

it('the active one is shown while nobody knows which versions are here, and is not offered again', () => {
  expect([shown(2, 2, undefined), shown(3, 2, undefined)]).toEqual([
    [[2, 'active', 5]],
    [
      [3, 'offered', undefined],
      [2, 'active', 5],
    ],
  ])
})

it('the one that has just become active is, though what was known of those here is of a moment before', () => {
  expect([shown(3, 3, [here(2, true), here(1, false)]), shown(3, undefined, [here(2, true)])]).toEqual([
    [
      [3, 'active', 5],
      [2, 'kept', 5],
      [1, 'kept', 5],
    ],
    [[3, 'offered', undefined]],
  ])
})
