import { mkdir, readdir, rename, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createSigningKeys, publish, refreshMetadata } from '../../../../src-main/publishing/publish'
import type { AssetPackError } from '../../../../src-shared/domain/errors'
import { writePackagingManifest } from '../../../support/packaging-source'
import { temporaryDirectory } from '../../../support/temporary-directory'

interface Places {
  readonly repository: string
  readonly keys: string
}

const codeOf = (error: unknown): unknown => (error as AssetPackError).code

async function namesIn(directory: string): Promise<readonly string[]> {
  return (await readdir(directory, { recursive: true })).sort()
}

/** What comes of publishing, and what it left behind that was not there before. */
async function attempt(directory: string, { repository, keys }: Places): Promise<unknown> {
  const before = await namesIn(directory)
  const place = { repositoryDirectory: join(directory, repository), keysDirectory: join(directory, keys) }
  const sources = [join(directory, 'nowhere/Manifest.json')]
  const codes = [
    await publish({ ...place, sources }).then(() => 'accepted', codeOf),
    await refreshMetadata(place).then(() => 'accepted', codeOf),
  ]
  expect(await namesIn(directory)).toEqual(before)
  return codes
}

const refused = ['keysInvalid', 'keysInvalid']

describe('a repository and its keys', () => {
  it.each<readonly [string, Places]>([
    ['when the keys are in a folder of the repository', { repository: 'site', keys: 'site/a/keys' }],
    ['when they are one folder', { repository: 'keys', keys: 'keys' }],
    ['when they are one folder, written in two ways', { repository: 'x/../keys/.', keys: 'keys' }],
    ['when a repository to be made would lie beside the keys', { repository: 'keys/new/site', keys: 'keys' }],
  ])('are refused %s', async (_when, places) => {
    const directory = await temporaryDirectory()
    await createSigningKeys({ directory: join(directory, places.keys) })

    expect(await attempt(directory, places)).toEqual(refused)
  })

  it('are refused when a link leads the keys into the repository', async () => {
    const directory = await temporaryDirectory()
    await createSigningKeys({ directory: join(directory, 'site/keys') })
    await symlink(join(directory, 'site/keys'), join(directory, 'keys'))

    expect(await attempt(directory, { repository: 'site', keys: 'keys' })).toEqual(refused)
  })

  it('are refused when a link that leads to nothing yet names a repository among the keys', async () => {
    const directory = await temporaryDirectory()
    await createSigningKeys({ directory: join(directory, 'keys') })
    await symlink('keys/site', join(directory, 'site'))

    expect(await attempt(directory, { repository: 'site', keys: 'keys' })).toEqual(refused)
  })

  it('are refused when one key is a link to a file in the repository', async () => {
    const directory = await temporaryDirectory()
    await createSigningKeys({ directory: join(directory, 'keys') })
    await mkdir(join(directory, 'site'))
    await rename(join(directory, 'keys/root.pem'), join(directory, 'site/root.pem'))
    await symlink(join(directory, 'site/root.pem'), join(directory, 'keys/root.pem'))

    expect(await attempt(directory, { repository: 'site', keys: 'keys' })).toEqual(refused)
  })

  it('are refused when links in the repository lead to the keys, since web servers follow links', async () => {
    const directory = await temporaryDirectory()
    await createSigningKeys({ directory: join(directory, 'keys') })
    await mkdir(join(directory, 'site/each'), { recursive: true })
    for (const name of await readdir(join(directory, 'keys')))
      await symlink(join(directory, 'keys', name), join(directory, 'site/each', name))
    await symlink(join(directory, 'keys'), join(directory, 'site/all'))

    expect(await attempt(directory, { repository: 'site', keys: 'site/each' })).toEqual(refused)
    expect(await attempt(directory, { repository: 'site', keys: 'site/all' })).toEqual(refused)
  })

  it('may have names that begin alike', async () => {
    const directory = await temporaryDirectory()
    await createSigningKeys({ directory: join(directory, 'site-keys') })
    await mkdir(join(directory, 'source/content'), { recursive: true })
    const manifest = await writePackagingManifest(join(directory, 'source'), {
      fileSelectors: [{ file: 'x' }],
    })
    const published = publish({
      sources: [manifest],
      repositoryDirectory: join(directory, 'site'),
      keysDirectory: join(directory, 'site-keys'),
    })

    expect(await published.catch(codeOf)).toBe('fileNotFound')
  })
})
