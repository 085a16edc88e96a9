import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createSigningKeys, publish, withdraw } from '../../../../src-main/publishing/publish'
import { parseAssetPackID } from '../../../../src-shared/domain/asset-pack-id'
import type { AssetPackError } from '../../../../src-shared/domain/errors'
import { writeTree } from '../../../support/file-tree'
import { writePackagingManifest } from '../../../support/packaging-source'
import { temporaryDirectory } from '../../../support/temporary-directory'

const repository = 'sites/mine/repository'

/** A folder with keys, two sources (the second with `changes`) and no repository. */
async function publisher(
  changes: object,
): Promise<{ readonly directory: string; publish(): Promise<unknown> }> {
  const directory = await temporaryDirectory()
  const place = { repositoryDirectory: join(directory, repository), keysDirectory: join(directory, 'keys') }
  await createSigningKeys({ directory: place.keysDirectory })
  await writeTree(directory, { 'one/content/a': 'a', 'two/content/b': 'b' })
  const sources = [
    await writePackagingManifest(join(directory, 'one')),
    await writePackagingManifest(join(directory, 'two'), changes),
  ]
  return { directory, publish: () => publish({ ...place, sources }).then(() => 'accepted', codeOf) }
}

function codeOf(error: unknown): unknown {
  return (error as AssetPackError).code
}

describe('a first publish that fails', () => {
  it.each<readonly [string, object, string]>([
    ['a manifest breaks a rule', { platforms: ['amiga'] }, 'manifestInvalid'],
    ['a folder is missing', { fileSelectors: [{ directory: 'x' }] }, 'fileNotFound'],
    ['a name is taken in another spelling', { assetPackID: 'MAPS' }, 'alreadyExists'],
  ])('leaves nothing behind when %s', async (_when, changes, code) => {
    const world = await publisher(changes)
    const before = await readdir(world.directory, { recursive: true })
    const result = await world.publish()

    expect([result, await readdir(world.directory, { recursive: true })]).toEqual([code, before])
  })

  it('leaves what was in the folder before', async () => {
    const world = await publisher({ assetPackID: 'MAPS' })
    await writeTree(join(world.directory, repository), { 'index.html': 'hello' })
    await world.publish()

    expect(await readdir(join(world.directory, repository), { recursive: true })).toEqual(['index.html'])
  })

  it('can be tried again', async () => {
    const world = await publisher({ assetPackID: 'MAPS' })
    await world.publish()
    await writePackagingManifest(join(world.directory, 'two'), { assetPackID: 'other' })

    expect(await world.publish()).toBe('accepted')
  })
})

describe('a withdrawal of what nobody published', () => {
  it('makes no repository', async () => {
    const world = await publisher({})
    const result = await withdraw({
      id: parseAssetPackID('maps'),
      repositoryDirectory: join(world.directory, repository),
      keysDirectory: join(world.directory, 'keys'),
    }).catch(codeOf)

    expect([result, (await readdir(world.directory)).sort()]).toEqual([
      'assetPackNotFound',
      ['keys', 'one', 'two'],
    ])
  })
})
