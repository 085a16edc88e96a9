import { describe, expect, test } from 'vitest'
import { AssetPackDownload } from '../../../../src-shared/domain/asset-pack-download'
import { AssetPackManifest } from '../../../../src-shared/domain/asset-pack-manifest'
import type { ContentRequest } from '../../../../src-shared/domain/content-request'
import { aPack } from '../../../support/pack-builder'

const essential = aPack({
  id: 'essential',
  policy: { kind: 'essential', installationEventTypes: ['firstInstallation'] },
})
const prefetch = aPack({
  id: 'prefetch',
  policy: { kind: 'prefetch', installationEventTypes: ['firstInstallation', 'subsequentUpdate'] },
})
const onDemand = aPack({ id: 'onDemand' })
const manifest = new AssetPackManifest([prefetch, onDemand, essential], 1)

/** `prefetch`, and `essential!` for one that is needed. */
function downloadsFor(request?: ContentRequest): readonly string[] {
  return manifest
    .allDownloads(request)
    .map(({ identifier, isEssential }) => `${identifier}${isEssential ? '!' : ''}`)
}

describe('the download of a pack', () => {
  test('names the pack, its version and its size', () => {
    const download = aPack({ version: 3, downloadSize: 1_234 }).download()

    expect([String(download), download.fileSize, download.priority, download.isEssential]).toEqual([
      'AssetPackDownload(identifier: "tutorial", version: 3, state: created)',
      1_234,
      0,
      false,
    ])
  })

  test('is the same as another one of that version, whoever made it, and of no other version', () => {
    const [first, again, later, other] = [
      aPack().download(),
      aPack({ id: 'TUTORIAL' }).download('install'),
      aPack({ version: 2 }).download(),
      aPack({ id: 'other' }).download(),
    ]

    expect([first.equals(again), first.equals(later), first.equals(other)]).toEqual([true, false, false])
  })

  test('is the same after a journey as JSON', () => {
    const download = essential.download('install').withState('downloading')

    expect(AssetPackDownload.fromJSON(JSON.parse(JSON.stringify(download)))).toEqual(download)
  })

  test('becomes one that is not essential and can be scheduled again', () => {
    const { isEssential, state } = essential.download('install').withState('failed').removingEssential()

    expect([isEssential, state]).toEqual([false, 'created'])
  })

  test('is refused when it is none', () => {
    expect(() => AssetPackDownload.fromJSON({ ...onDemand.download().toJSON(), identifier: '../x' })).toThrow(
      expect.objectContaining({ code: 'downloadInvalid' }),
    )
  })
})

describe('the downloads of a list of packs', () => {
  test.each([
    ['install', ['essential!', 'prefetch']],
    ['update', ['prefetch']],
    ['periodic', []],
    ['languageChange', []],
  ] as const)('for the request "%s" are %o', (request, expected) => {
    expect(downloadsFor(request)).toEqual(expected)
  })

  test('without a request are all, none of them essential', () => {
    expect(downloadsFor()).toEqual(['essential', 'onDemand', 'prefetch'])
  })
})
