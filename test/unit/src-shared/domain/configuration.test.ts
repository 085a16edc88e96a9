import { describe, expect, test } from 'vitest'
import { parseConfiguration } from '../../../../src-shared/domain/configuration'
import { AssetPackError } from '../../../../src-shared/domain/errors'

const valid = {
  appGroupID: 'group.example.game',
  hasManagedAssetPacks: true,
  manifestURL: 'https://packs.example.com/game',
  rootMetadata: 'root.json',
}

function problem(value: unknown): unknown {
  try {
    return parseConfiguration(value)
  } catch (error) {
    return error instanceof AssetPackError ? [error.code, error.details['key'], error.message] : error
  }
}

describe('parseConfiguration', () => {
  test('reads every key and ends the base URL with a slash', () => {
    const full = {
      ...valid,
      initialDownloadRestrictions: {
        downloadAllowance: 5_000_000_000,
        essentialDownloadAllowance: 0,
        downloadDomainAllowList: ['*.example.com', 'cdn.example.org'],
      },
      maxInstallSize: 1,
      essentialMaxInstallSize: 2,
      containerDirectory: 'packs',
      mirrors: ['https://mirror.example.net/game/'],
      network: { bytesPerSecond: 1_000_000, connections: 6, packsAtOnce: 2 },
      primaryLanguage: 'pt-BR',
      downloaderExtension: 'C:\\app\\extension.mjs',
      productName: 'Harbor',
    }
    expect(parseConfiguration(full)).toEqual({ ...full, manifestURL: 'https://packs.example.com/game/' })
  })

  test.each([
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/'],
    ['http://localhost:8080/packs/', 'http://localhost:8080/packs/'],
    ['http://[::1]:1/', 'http://[::1]:1/'],
  ])('allows http to this machine: %s', (manifestURL, expected) => {
    expect(parseConfiguration({ ...valid, manifestURL }).manifestURL).toBe(expected)
  })

  test('holds mirrors to the same rule', () => {
    expect(problem({ ...valid, mirrors: ['https://ok.example', 'ftp://packs.example.com/'] })).toEqual([
      'configurationInvalid',
      'mirrors.1',
      'Configuration key "mirrors.1" is "ftp://packs.example.com/": it must be an https URL (http only to this machine) without user, query or fragment.',
    ])
  })

  test.each([
    'http://packs.example.com/',
    'http://localhost.example.com/',
    'http://127.0.0.1.example.com/',
    'ftp://packs.example.com/',
    'file:///packs',
    'https://user:secret@packs.example.com/',
    'https://packs.example.com/?token=1',
    'packs',
    42,
  ])('refuses the base URL %s', (manifestURL) => {
    expect(problem({ ...valid, manifestURL })).toMatchObject([
      'configurationInvalid',
      'manifestURL',
      expect.any(String),
    ])
  })

  test.each([
    [
      { ...valid, hasManagedAssetPacks: undefined },
      'hasManagedAssetPacks',
      'Configuration key "hasManagedAssetPacks" is missing: it must be true or false.',
    ],
    [
      { ...valid, network: { connections: 99 } },
      'network.connections',
      'Configuration key "network.connections" is 99: it must be 1 to 16.',
    ],
    [
      { ...valid, manifestUrl: 'https://x.example/' },
      'manifestUrl',
      'Configuration key "manifestUrl" is "https://x.example/": it is not a known key.',
    ],
    [
      { ...valid, initialDownloadRestrictions: { downloadDomainAllowList: ['a b'] } },
      'initialDownloadRestrictions.downloadDomainAllowList.0',
      'Configuration key "initialDownloadRestrictions.downloadDomainAllowList.0" is "a b": it must be a host name, "*." in front allowed.',
    ],
    [
      { ...valid, primaryLanguage: 'en_US' },
      'primaryLanguage',
      'Configuration key "primaryLanguage" is "en_US": it must be a language tag, like "en", "zh-Hans" or "pt-BR".',
    ],
    [
      { ...valid, downloaderExtension: 'https://packs.example.com/extension.mjs' },
      'downloaderExtension',
      'Configuration key "downloaderExtension" is "https://packs.example.com/extension.mjs": it must be the path or the file URL of a module.',
    ],
    [[], 'configuration', 'Configuration key "configuration" is an object: it must be a JSON object.'],
    [null, 'configuration', 'Configuration key "configuration" is null: it must be a JSON object.'],
  ])('names key, value and rule: %j', (value, key, message) => {
    expect(problem(value)).toEqual(['configurationInvalid', key, message])
  })

  test('is not led astray by keys of the prototype', () => {
    expect(problem(JSON.parse('{"__proto__": {"appGroupID": "x"}}'))).toEqual([
      'configurationInvalid',
      'appGroupID',
      'Configuration key "appGroupID" is missing: it must be text.',
    ])
  })
})
