import { describe, expect, it } from 'vitest'
import { packFileProblem, type PackFileFacts } from '../../../../src-main/installation/pack-file-problem'
import { parseAssetPackID } from '../../../../src-shared/domain/asset-pack-id'

const claim = { path: '/a.assetpack', id: parseAssetPackID('maps'), version: 2, indexSha256: 'right' }

function problem(facts: Partial<PackFileFacts>): string | undefined {
  const usual = { offered: { version: 2 }, signedHashes: ['right'], installedVersion: undefined }
  return packFileProblem(claim, { ...usual, ...facts })?.code
}

describe('packFileProblem', () => {
  it('has none when the index is the signed one of the version that is offered', () => {
    expect([problem({}), problem({ installedVersion: 1 }), problem({ installedVersion: 2 })]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  it('is unsigned for a pack that the list does not have', () => {
    expect(problem({ offered: undefined })).toBe('packFileUnsigned')
  })

  it('is unsigned for another index of the same version', () => {
    expect([problem({ signedHashes: ['other'] }), problem({ signedHashes: [] })]).toEqual([
      'packFileUnsigned',
      'packFileUnsigned',
    ])
  })

  it('is another version when the list is newer or older than the file', () => {
    expect([problem({ offered: { version: 3 } }), problem({ offered: { version: 1 } })]).toEqual([
      'packFileOtherVersion',
      'packFileOtherVersion',
    ])
  })

  it('is another version when what is here is newer, whatever the list says', () => {
    expect(problem({ installedVersion: 3 })).toBe('packFileOtherVersion')
  })
})
