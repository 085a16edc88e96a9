import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { openingsIn } from '../../../../src-main/electron/launch-arguments'

const here = resolve('/home/someone')
const at = (name: string): string => resolve(here, name)

describe('what a command line names to be opened', () => {
  it('are .assetpack files, by path or URL, and links', () => {
    const argv = [
      '.',
      'a.assetpack',
      '/tmp/B.ASSETPACK',
      pathToFileURL(at('ü c.assetpack')).href,
      'assetpack://pack/a',
    ]
    expect(openingsIn(argv, here)).toEqual({
      files: [at('a.assetpack'), resolve('/tmp/B.ASSETPACK'), at('ü c.assetpack')],
      links: ['assetpack://pack/a'],
    })
  })

  it('are not options and their values', () => {
    const argv = [
      '--config',
      'x.assetpack',
      '--config=y.assetpack',
      '--user-data-dir',
      'z.assetpack',
      '-q.assetpack',
    ]
    expect(openingsIn(argv, here)).toEqual({ files: [], links: [] })
  })

  it('are no other files, and nothing that cannot be a path', () => {
    const argv = [
      'a.zip',
      'https://example.org/a.assetpack?b',
      'file://other-computer%2f/a.assetpack',
      'a\0.assetpack',
      `${'a'.repeat(5000)}.assetpack`,
    ]
    expect(openingsIn(argv, here).links).toEqual([])
    expect(openingsIn(['a.zip', 'a\0.assetpack', `${'a'.repeat(5000)}.assetpack`], here).files).toEqual([])
  })

  it('is a link also where its name ends as a file does, so that it is refused as one', () => {
    expect(openingsIn(['assetpack://install/../../x.assetpack'], here)).toEqual({
      files: [],
      links: ['assetpack://install/../../x.assetpack'],
    })
  })
})
