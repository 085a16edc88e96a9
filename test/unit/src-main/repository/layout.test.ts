import { describe, expect, it } from 'vitest'
import {
  bundlePath,
  consistentTargetPath,
  packIndexTargetName,
  resolveRepositoryURL,
} from '../../../../src-main/repository/layout'
import { parseAssetPackID } from '../../../../src-shared/domain/asset-pack-id'

describe('layout', () => {
  it('says where bundles and indexes lie', () => {
    const name = packIndexTargetName(parseAssetPackID('tutorial'), 3)
    expect([bundlePath('abcd'), name, consistentTargetPath(name, 'ff00')]).toEqual([
      'bundles/ab/abcd.bundle',
      'tutorial/3.packindex',
      'targets/tutorial/ff00.3.packindex',
    ])
  })

  it.each([
    ['https://host/packs', 'https://host/packs/metadata/timestamp.json'],
    ['https://host/packs/', 'https://host/packs/metadata/timestamp.json'],
    ['https://host', 'https://host/metadata/timestamp.json'],
    ['https://host/packs?token=a%2Fb#top', 'https://host/packs/metadata/timestamp.json?token=a%2Fb'],
  ])('resolves against %s', (base, expected) => {
    expect(resolveRepositoryURL(base, 'metadata/timestamp.json')).toBe(expected)
  })

  it('encodes what a URL would understand', () => {
    expect(resolveRepositoryURL('https://host/', 'a b/c#d?e')).toBe('https://host/a%20b/c%23d%3Fe')
  })
})
