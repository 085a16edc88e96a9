import { describe, expect, it } from 'vitest'
import type { AssetPackError } from '../../../../src-shared/domain/errors'
import { parsePackagingManifest } from '../../../../src-shared/domain/packaging-manifest'
import { packagingManifestTemplate } from '../../../../src-shared/domain/packaging-manifest-template'

function aManifest(changes: object = {}): string {
  return JSON.stringify({
    assetPackID: 'maps',
    downloadPolicy: { onDemand: {} },
    fileSelectors: [{ directory: 'maps' }],
    platforms: [],
    ...changes,
  })
}

function refusal(text: string): unknown {
  try {
    parsePackagingManifest(text)
    return 'accepted'
  } catch (error) {
    const { code, details } = error as AssetPackError
    return [code, details['key'], details['rule']]
  }
}

describe('parsePackagingManifest', () => {
  it('reads every field, comments and trailing commas', () => {
    const text = `{
      // what it is
      "assetPackID": "maps",
      "downloadPolicy": { "essential": { "installationEventTypes": ["firstInstallation"] } },
      "sourceRoot": "../content",
      "fileSelectors": [
        { "file": "a.txt" },
        { "directory": "maps/" },
        { "filePattern": "**/*.png" },
        { "fileSource": "b/c.txt", "fileDestination": "c.txt" },
        { "directorySource": ".", "directoryDestination": "all" },
        { "fileExclusion": "maps/drafts" },
      ],
      "platforms": ["macOS", "windows", "linux"], /* and */
      "language": "PT-br",
      "userInfo": { "title": "Maps", "constructor": { "x": 1 } },
    }`
    expect(parsePackagingManifest(text)).toEqual({
      assetPackID: 'maps',
      downloadPolicy: { kind: 'essential', installationEventTypes: ['firstInstallation'] },
      sourceRoot: '../content',
      fileSelectors: [
        { kind: 'file', path: 'a.txt' },
        { kind: 'directory', path: 'maps' },
        { kind: 'filePattern', pattern: '**/*.png' },
        { kind: 'fileSource', source: 'b/c.txt', destination: 'c.txt' },
        { kind: 'directorySource', source: '.', destination: 'all' },
        { kind: 'fileExclusion', path: 'maps/drafts' },
      ],
      platforms: ['macOS', 'windows', 'linux'],
      language: 'pt-BR',
      userInfo: { title: 'Maps', constructor: { x: 1 } },
    })
  })

  it('reads its own template', () => {
    expect(parsePackagingManifest(packagingManifestTemplate)).toEqual({
      assetPackID: 'my-asset-pack',
      downloadPolicy: { kind: 'prefetch', installationEventTypes: ['firstInstallation', 'subsequentUpdate'] },
      sourceRoot: '.',
      fileSelectors: [{ kind: 'directory', path: 'assets' }],
      platforms: [],
      userInfo: { title: 'My Asset Pack' },
    })
  })

  it.each<readonly [string, object, string, string]>([
    ['a wrong name', { assetPackID: 'CON' }, 'assetPackID', 'is not an asset pack ID'],
    [
      'two policies',
      { downloadPolicy: { onDemand: {}, prefetch: {} } },
      'downloadPolicy',
      'must have exactly one of essential, prefetch, onDemand',
    ],
    [
      'a policy without its events',
      { downloadPolicy: { essential: {} } },
      'downloadPolicy.essential.installationEventTypes',
      'is missing',
    ],
    [
      'a selector of no kind',
      { fileSelectors: [{ directory: 'a' }, {}] },
      'fileSelectors[1]',
      'must have one of file, directory, filePattern, fileSource, directorySource, fileExclusion',
    ],
    [
      'a source without a destination',
      { fileSelectors: [{ fileSource: 'a' }] },
      'fileSelectors[0].fileDestination',
      'is missing',
    ],
    [
      'C-34 a destination that Windows cannot have',
      { fileSelectors: [{ fileSource: 'a', fileDestination: 'b/aux.txt' }] },
      'fileSelectors[0].fileDestination',
      'has a part that Windows keeps for a device',
    ],
    [
      'a folder out of the root',
      { fileSelectors: [{ directory: '../a' }] },
      'fileSelectors[0].directory',
      'has a part that is "." or ".."',
    ],
    [
      'C-29 a pattern that could take long',
      { fileSelectors: [{ filePattern: '(((a+)+)+)+$' }] },
      'fileSelectors[0].filePattern',
      'holds one of ( ) | \\ ^ $ !, which globs here do not have',
    ],
    [
      'C-29 a giant pattern',
      { fileSelectors: [{ filePattern: 'a'.repeat(100_000) }] },
      'fileSelectors[0].filePattern',
      'is longer than 256 characters',
    ],
    [
      'a platform nobody has',
      { platforms: ['iPadOS'] },
      'platforms[0]',
      'must be one of iOS, macOS, tvOS, visionOS, windows, linux',
    ],
    ['an unknown key', { version: 3 }, 'version', 'is unknown'],
    [
      'C-35 too much userInfo',
      { userInfo: { text: 'x'.repeat(20_000) } },
      'userInfo',
      'is over 16 kB, 8 levels or 256 keys',
    ],
    [
      'a language with a variant',
      { language: 'de-DE-1901' },
      'language',
      expect.stringContaining('language code') as string,
    ],
  ])('refuses %s', (_name, changes, key, rule) => {
    expect(refusal(aManifest(changes))).toEqual(['manifestInvalid', key, rule])
  })

  it('takes a pack for every system when it names none', () => {
    expect(parsePackagingManifest(aManifest({ platforms: undefined })).platforms).toEqual([])
  })

  it.each<readonly [string, object, string]>([
    [
      'a selector',
      { assetPackID: 'CON', fileSelectors: [{ directoryy: 'a' }] },
      'fileSelectors[0].directoryy',
    ],
    [
      'a second key of a selector',
      { fileSelectors: [{ directory: 'a', exclude: 'b' }] },
      'fileSelectors[0].exclude',
    ],
    ['a policy', { downloadPolicy: { ondemand: {} } }, 'downloadPolicy.ondemand'],
    ['what a policy needs', { downloadPolicy: { onDemand: { x: 1 } } }, 'downloadPolicy.onDemand.x'],
    ['a key, before what is missing', { assetPackID: undefined, assetPackId: 'maps' }, 'assetPackId'],
  ])('names an unknown key first: %s', (_name, changes, key) => {
    expect(refusal(aManifest(changes))).toEqual(['manifestInvalid', key, 'is unknown'])
  })

  it.each<readonly [string, object, string]>([
    [
      'an unknown key that resembles a known one',
      { fileSelectors: [{ directoryy: 'a' }] },
      'packs/Maps.json: "fileSelectors[0].directoryy" is unknown. Did you mean "directory"? What can be here: file, directory, filePattern, fileSource, fileDestination, directorySource, directoryDestination, fileExclusion.',
    ],
    [
      'a missing key',
      { fileSelectors: undefined },
      'packs/Maps.json: "fileSelectors" is missing. Write a list like [{ "directory": "assets" }].',
    ],
    [
      'a wrong value in a list',
      { platforms: ['iPadOS'] },
      'packs/Maps.json: "platforms[0]" must be one of iOS, macOS, tvOS, visionOS, windows, linux; it is "iPadOS". Leave out "platforms" for every system.',
    ],
    [
      'a value of the wrong kind',
      { fileSelectors: 'assets' },
      'packs/Maps.json: "fileSelectors" must be a list in [ ]; it is "assets". Write a list like [{ "directory": "assets" }].',
    ],
  ])('says which file, where, what is wrong and what to write, for %s', (_name, changes, message) => {
    expect(() => parsePackagingManifest(aManifest(changes), 'packs/Maps.json')).toThrow(message)
  })

  it.each<readonly [string, string, string]>([
    ['what is no object', '[]', 'Maps.json must be an object in { }. Write an object in { };'],
    ['a syntax error', '{ "a" 1 }', 'Maps.json cannot be read: line 1: a ":" is missing after a key.'],
  ])('names the file for %s', (_name, text, message) => {
    expect(() => parsePackagingManifest(text, 'Maps.json')).toThrow(message)
  })

  it.each<readonly [string, string, string]>([
    ['a syntax error', '{\n  "assetPackID": }', 'line 2: a value is missing'],
    ['nothing', '', 'line 1: a value is missing'],
    ['a key twice', '{"a": 1,\n"a": 2}', 'line 2: "a" is there twice'],
    [
      'C-25 a key that reaches the prototype',
      '{"userInfo": {"__proto__": {"x": 1}}}',
      'line 1: "__proto__" cannot be a key',
    ],
    ['C-24 too many levels', '['.repeat(200_000), 'it has more than 16 levels'],
    ['C-24 twenty levels', `${'['.repeat(20)}${']'.repeat(20)}`, 'line 1: more than 16 levels'],
  ])('refuses %s', (_name, text, rule) => {
    expect(refusal(text)).toEqual(['manifestInvalid', '', rule])
    expect(({} as { x?: unknown }).x).toBeUndefined()
  })
})
