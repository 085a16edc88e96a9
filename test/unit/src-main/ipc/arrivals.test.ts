import { describe, expect, it } from 'vitest'
import { Arrivals, type ArrivalsManager } from '../../../../src-main/ipc/arrivals'
import type { AssetPack } from '../../../../src-shared/domain/asset-pack'
import type { Arrival } from '../../../../src-shared/domain/arrival'
import { AssetPackError } from '../../../../src-shared/domain/errors'
import { aPack } from '../../../support/pack-builder'

const tutorial = aPack({ id: 'tutorial', version: 2 })

/** A manager that vouches for every file but those called `bad`, and offers one pack. */
class ManagerOfFiles implements ArrivalsManager {
  readonly started: string[] = []

  checkFile(path: string): ReturnType<ArrivalsManager['checkFile']> {
    if (path.includes('bad')) return Promise.reject(new AssetPackError('packFileDamaged', 'It is damaged.'))
    return Promise.resolve({
      path,
      fileSize: 9,
      assetPack: tutorial,
      installed: aPack({ id: 'tutorial', version: 1 }),
    })
  }

  startInstallFromFile(path: string): ReturnType<ArrivalsManager['startInstallFromFile']> {
    this.started.push(path)
    return Promise.resolve(tutorial)
  }

  assetPack(id: string): ReturnType<ArrivalsManager['assetPack']> {
    if (id === 'tutorial') return Promise.resolve(tutorial)
    return Promise.reject(new AssetPackError('assetPackNotFound', 'There is no such pack.'))
  }

  installedAssetPacks(): readonly AssetPack[] {
    return [aPack({ id: 'Old' })]
  }
}

function opened(): {
  readonly arrivals: Arrivals
  readonly manager: ManagerOfFiles
  readonly told: () => Promise<Arrival>
} {
  const manager = new ManagerOfFiles()
  const arrivals = new Arrivals(manager)
  const stream = arrivals.stream(new AbortController().signal)
  const told = async (): Promise<Arrival> => {
    const next = await stream.next()
    if (next.done === true) throw new Error('The stream has ended.')
    return next.value
  }
  return { arrivals, manager, told }
}

describe('what arrives from outside the window', () => {
  it('is told when it is looked at, and offered without a path', async () => {
    const { arrivals, told } = opened()
    await arrivals.openFiles([{ path: '/stick/a.assetpack' }, { path: '/stick/bad.assetpack' }])
    const [reading, files] = [await told(), await told()]
    expect([reading, files]).toMatchObject([
      { kind: 'reading', number: 1, names: ['a.assetpack', 'bad.assetpack'] },
      {
        kind: 'files',
        number: 1,
        files: [
          {
            kind: 'ready',
            name: 'a.assetpack',
            fileSize: 9,
            assetPack: { id: 'tutorial', version: 2 },
            installedVersion: 1,
          },
          { kind: 'refused', name: 'bad.assetpack', error: { code: 'packFileDamaged' } },
        ],
      },
    ])
    expect(JSON.stringify([reading, files])).not.toContain('/stick')
  })

  it('is installed once, by its number, and no other number is anything', async () => {
    const { arrivals, manager, told } = opened()
    const { signal } = new AbortController()
    await arrivals.openFiles([{ path: '/stick/a.assetpack' }])
    await told()
    const files = await told()
    const choice = files.kind === 'files' && files.files[0]?.kind === 'ready' ? files.files[0].choice : -1
    await arrivals.install(choice, signal)
    await expect(arrivals.install(choice, signal)).rejects.toMatchObject({ code: 'invalidArgument' })
    await expect(arrivals.install(choice + 1, signal)).rejects.toMatchObject({ code: 'invalidArgument' })
    expect(manager.started).toEqual(['/stick/a.assetpack'])
  })

  it('is refused where it has no path on this computer', async () => {
    const { arrivals, told } = opened()
    await arrivals.openFiles([
      { path: '', name: 'picture.png' },
      { path: 'a.assetpack' },
      { path: '/a\0.assetpack' },
    ])
    await told()
    expect(await told()).toMatchObject({
      files: [
        { kind: 'refused', name: 'picture.png', error: { code: 'packFileInvalid' } },
        { kind: 'refused', error: { code: 'packFileInvalid' } },
        { kind: 'refused', error: { code: 'packFileInvalid' } },
      ],
    })
  })

  it('is at most twenty files at a time, and it is told that there were more', async () => {
    const { arrivals, told } = opened()
    const seen: unknown[] = []
    for (const length of [20, 21]) {
      await arrivals.openFiles(
        Array.from({ length }, (_, number) => ({ path: `/${String(number)}.assetpack` })),
      )
      await told()
      const files = await told()
      seen.push(files.kind === 'files' && [files.files.length, files.hasMore])
    }
    expect(seen).toEqual([
      [20, undefined],
      [20, true],
    ])
  })

  it('waits for a window where there is none', async () => {
    const arrivals = new Arrivals(new ManagerOfFiles())
    await arrivals.openLink('assetpack://pack/tutorial')
    const first = await arrivals.stream(new AbortController().signal).next()
    expect(first.value).toEqual({ kind: 'link', purpose: 'pack', id: 'tutorial' })
  })

  it('is looked at no longer when nobody wants to know any more, and is then told of no more', async () => {
    const signals: (AbortSignal | undefined)[] = []
    let fail: (reason: unknown) => void = () => undefined
    const checkFile: ArrivalsManager['checkFile'] = (_path, { signal } = {}) => {
      signals.push(signal)
      return new Promise((_resolve, reject) => {
        fail = reject
        signal?.addEventListener('abort', () => {
          reject(signal.reason as Error)
        })
      })
    }
    const arrivals = new Arrivals(Object.assign(new ManagerOfFiles(), { checkFile }))
    const stream = arrivals.stream(new AbortController().signal)
    const looked = arrivals.openFiles([{ path: '/stick/a.assetpack' }])
    const reading = await stream.next()
    arrivals.stopReading(reading.value?.kind === 'reading' ? reading.value.number : -1)
    fail(new Error('The test would wait for ever.'))
    await looked
    await arrivals.openLink('assetpack://pack/tutorial')
    expect([signals[0]?.aborted, (await stream.next()).value?.kind]).toEqual([true, 'link'])
  })

  it('is kept for a window up to twenty questions', async () => {
    const arrivals = new Arrivals(new ManagerOfFiles())
    for (let link = 0; link < 25; link += 1) await arrivals.openLink('assetpack://pack/unknown')
    const leaving = new AbortController()
    const stream = arrivals.stream(leaving.signal)
    leaving.abort()
    const kept: string[] = []
    for await (const { kind } of stream) kept.push(kind)
    expect(kept).toEqual(Array<string>(20).fill('refusedLink'))
  })

  it('is a link only to a pack that is offered or here, named as its publisher does', async () => {
    const { arrivals, told } = opened()
    for (const id of ['tutorial', 'OLD', 'unknown', '../x', '%2e'])
      await arrivals.openLink(`assetpack://install/${id}`)
    const all = [await told(), await told(), await told(), await told(), await told()]
    expect(
      all.map((one) => (one.kind === 'link' ? one.id : one.kind === 'refusedLink' && one.error.code)),
    ).toEqual(['tutorial', 'Old', 'assetPackNotFound', 'invalidArgument', 'invalidArgument'])
  })
})
