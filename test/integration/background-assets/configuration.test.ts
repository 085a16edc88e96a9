import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createAssetPackManager, isAssetPackError, loadConfiguration } from '../../../src-main/index'
import { temporaryDirectory } from '../../support/temporary-directory'

const valid = {
  appGroupID: 'group.example',
  hasManagedAssetPacks: true,
  manifestURL: 'https://packs.example.com/',
  rootMetadata: 'root.json',
}

/** What a file with that in it is refused with. */
async function refusal(value: unknown): Promise<unknown> {
  const path = join(await temporaryDirectory(), 'assetpack.config.json')
  await writeFile(path, JSON.stringify(value))
  const error: unknown = await loadConfiguration(path).catch((thrown: unknown) => thrown)
  return isAssetPackError(error, 'configurationInvalid') ? error.details : error
}

describe('BAAppGroupID, BAHasManagedAssetPacks, BAManifestURL and the other keys of Info.plist', () => {
  test.for([
    ['appGroupID', 'a group', 'must be 1 to 128 of A-Z a-z 0-9 . -'],
    ['hasManagedAssetPacks', 'yes', 'must be true or false'],
    [
      'manifestURL',
      'http://packs.example.com/',
      'must be an https URL (http only to this machine) without user, query or fragment',
    ],
    ['rootMetadata', '', 'must not be empty'],
    ['initialDownloadRestrictions', 'none', 'must be an object'],
    ['maxInstallSize', -1, 'must be 0 or more'],
    ['essentialMaxInstallSize', 0.5, 'must be a whole number of bytes'],
    ['primaryLanguage', 'en_US', 'must be a language tag, like "en", "zh-Hans" or "pt-BR"'],
    ['mirrors', 'https://mirror.example.com/', 'must be a list of URLs'],
    ['keptVersions', 11, 'must be 0 to 10'],
    [
      'downloaderExtension',
      'https://example.com/extension.mjs',
      'must be the path or the file URL of a module',
    ],
    ['containerDirectory', 7, 'must be a path'],
    ['network', 3, 'must be an object'],
    ['productName', '', 'must not be empty'],
    ['usesAppleHosting', true, 'is not a known key'],
  ] as const)('a wrong %s is answered by its key, its value and the rule', async ([key, value, rule]) => {
    const shown = typeof value === 'string' ? JSON.stringify(value) : String(value)

    expect(await refusal({ ...valid, [key]: value })).toMatchObject({ key, value: shown, rule })
  })

  test.for([
    ['downloadAllowance', '1 GB', 'must be a whole number of bytes'],
    ['essentialDownloadAllowance', -1, 'must be 0 or more'],
    ['downloadDomainAllowList.0', 'a b', 'must be a host name, "*." in front allowed'],
  ] as const)('so is a wrong %s of the restrictions', async ([key, value, rule]) => {
    const [name = '', index] = key.split('.')
    const restrictions = { [name]: index === undefined ? value : [value] }

    expect(await refusal({ ...valid, initialDownloadRestrictions: restrictions })).toMatchObject({
      key: `initialDownloadRestrictions.${key}`,
      rule,
    })
  })

  test.for(['appGroupID', 'hasManagedAssetPacks', 'manifestURL', 'rootMetadata'])(
    '%s may not be missing, and the others may',
    async (key) => {
      expect(await refusal({ ...valid, [key]: undefined })).toMatchObject({ key })
      expect(await refusal(valid)).toMatchObject({ appGroupID: 'group.example' })
    },
  )

  test('are checked where no file was read, too: nothing is opened for a wrong one', async () => {
    const containerDirectory = join(await temporaryDirectory(), 'packs')
    const configuration = { ...valid, manifestURL: 'packs.example.com' }

    await expect(createAssetPackManager({ configuration, containerDirectory })).rejects.toMatchObject({
      code: 'configurationInvalid',
      details: { key: 'manifestURL', value: '"packs.example.com"' },
    })
  })
})
