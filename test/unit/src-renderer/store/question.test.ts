import { expect, it } from 'vitest'
import { isMeaningful, type PackQuestion } from '../../../../src-renderer/store/question'
import { aDownload, anEntry, type EntryParts } from '../../../support/library-builders'
import { anID } from '../../../support/pack-builder'

const id = anID('maps')
const here: EntryParts = { id: 'maps', version: 3, localVersion: 2, keptVersion: 1 }

it.each<readonly [string, Omit<PackQuestion, 'id'>, EntryParts | undefined, boolean]>([
  ['a pack that is here can be removed', { kind: 'remove' }, here, true],
  ['one that is gone cannot', { kind: 'remove' }, { id: 'maps' }, false],
  ['one that is in no list cannot', { kind: 'remove' }, undefined, false],
  ['a download can be cancelled', { kind: 'cancel' }, { download: aDownload() }, true],
  ['one that has ended cannot', { kind: 'cancel' }, here, false],
  ['updates of a pack that is here can be turned off', { kind: 'pin' }, here, true],
  ['those of one that is gone cannot', { kind: 'pin' }, { id: 'maps' }, false],
  ['there is a kept version to go to', { kind: 'rollback' }, here, true],
  ['there is none any more', { kind: 'rollback' }, { id: 'maps', localVersion: 2 }, false],
  ['the version to go to is the present one already', { kind: 'rollback', version: 2 }, here, false],
  ['the installed version can be replaced', { kind: 'lowSpace', version: 2 }, here, true],
  ['another one is installed by now', { kind: 'lowSpace', version: 1 }, here, false],
  ['it has been replaced', { kind: 'lowSpace', version: 3 }, { ...here, localVersion: 3 }, false],
])('%s', (_case, question, parts, isAnswered) => {
  expect(isMeaningful({ ...question, id }, parts === undefined ? undefined : anEntry(parts))).toBe(isAnswered)
})
