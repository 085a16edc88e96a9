import { describe, expect, it } from 'vitest'
import { looksLikePackLink, parsePackLink } from '../../../../src-shared/domain/pack-link'

describe('a link to a pack', () => {
  it('names a pack to see or to install', () => {
    expect([
      parsePackLink('assetpack://pack/tutorial'),
      parsePackLink('assetpack://install/Harbor_Voices.de-1'),
      parsePackLink('ASSETPACK://Install/tutorial/'),
    ]).toEqual([
      { purpose: 'pack', id: 'tutorial' },
      { purpose: 'install', id: 'Harbor_Voices.de-1' },
      { purpose: 'install', id: 'tutorial' },
    ])
  })

  it('is nothing else, whatever it looks like', () => {
    const hostile = [
      'assetpack://',
      'assetpack://install/',
      'assetpack:install/tutorial',
      'assetpack://install/../tutorial',
      'assetpack://install/..',
      'assetpack://install/a..b',
      'assetpack://install/a/b',
      'assetpack://install/%74utorial',
      'assetpack://install/tutorial%00',
      'assetpack://install/tutorial?x=1',
      'assetpack://install/tutorial#x',
      'assetpack://install/CON',
      'assetpack://user@install/tutorial',
      'assetpack://install:80/tutorial',
      'assetpack://remove/tutorial',
      'assetpack://install/tutorial\n',
      'assetpack://install/тutorial',
      ' assetpack://install/tutorial',
      'https://install/tutorial',
      `assetpack://install/${'a'.repeat(65)}`,
      `assetpack://install/${'a'.repeat(10_000_000)}`,
    ]
    expect(hostile.filter((text) => parsePackLink(text) !== undefined)).toEqual([])
  })

  it('is known by its scheme, also where the rest is wrong', () => {
    expect(
      ['assetpack:x', 'AssetPack://install/%', 'file:///a.assetpack', 'assetpackage'].map(looksLikePackLink),
    ).toEqual([true, true, false, false])
  })
})
