import { join } from 'node:path'
import { expect, test } from 'vitest'
import { toAssetPackError } from '../../../../src-shared/domain/errors'
import { ManagerFixture } from '../../../support/manager-fixture'
import { aPack } from '../../../support/pack-builder'
import { aWindow } from '../../../support/service-window'

async function all<T>(stream: AsyncIterable<T>): Promise<readonly T[]> {
  const items: T[] = []
  for await (const item of stream) items.push(item)
  return items
}

test('a window moves all packs to the folder that the person chose, and finds them there', async () => {
  const fixture = new ManagerFixture()
  fixture.store.install(aPack())
  const { client } = aWindow(fixture, ['/drive/packs'])
  const choice = await client.chooseContainerDirectory(undefined)
  const updates = await all(client.moveContainer(choice.kind === 'chosen' ? choice.choice : 0))
  const { containerDirectory } = await client.appFacts(undefined)
  const [bytes, files] = [aPack().installedSize, 1]

  expect([choice, updates, containerDirectory]).toEqual([
    {
      kind: 'chosen',
      choice: 1,
      directory: '/drive/packs',
      ...{ bytes, files, mustCopy: true, needBytes: bytes, freeBytes: 1_000_000 },
    },
    [
      {
        kind: 'progressed',
        ...{ completedBytes: bytes, totalBytes: bytes, completedFiles: files, totalFiles: files },
      },
      { kind: 'ended', from: '/container', directory: '/drive/packs', bytes, files, wasCopied: true },
    ],
    '/drive/packs',
  ])
})

test('a window learns why a folder will not do, and that the person chose none', async () => {
  const fixture = new ManagerFixture()
  const { client } = aWindow(fixture, ['/container'])
  const choices = [
    await client.chooseContainerDirectory(undefined),
    await client.chooseContainerDirectory(undefined),
  ]

  expect(choices).toMatchObject([
    { kind: 'refused', directory: '/container', error: { code: 'invalidArgument' } },
    { kind: 'none' },
  ])
})

test('a folder that is not empty gets one inside of it, named after the app', async () => {
  const fixture = new ManagerFixture()
  fixture.store.occupied.add('/drive')
  const { client } = aWindow(fixture, ['/drive'])

  expect(await client.chooseContainerDirectory(undefined)).toMatchObject({
    kind: 'chosen',
    directory: join('/drive', 'Packhouse Packs'),
  })
})

test('only the choice that was made last counts, and once', async () => {
  const fixture = new ManagerFixture()
  const { client } = aWindow(fixture, ['/drive/one', '/drive/two'])
  await client.chooseContainerDirectory(undefined)
  await client.chooseContainerDirectory(undefined)
  const outcome = (choice: number): Promise<unknown> =>
    all(client.moveContainer(choice)).then(
      () => fixture.manager.containerDirectory,
      (error: unknown) => toAssetPackError(error).code,
    )
  const moves = [await outcome(1), await outcome(2)]
  await fixture.manager.moveContainer('/container')
  moves.push(await outcome(2), fixture.manager.containerDirectory)

  expect(moves).toEqual(['invalidArgument', '/drive/two', 'invalidArgument', '/container'])
})

test('a window that leaves a move stops it', async () => {
  const fixture = new ManagerFixture()
  fixture.store.install(aPack())
  const { client } = aWindow(fixture, ['/drive/packs'])
  await client.chooseContainerDirectory(undefined)
  const checking = fixture.manager.verify('tutorial')
  const leaving = new AbortController()
  const moving = all(client.moveContainer(1, { signal: leaving.signal })).catch(() => 'left')
  await fixture.settled()
  leaving.abort()
  await moving
  await fixture.settled()
  fixture.verifier.running[0]?.finish()
  await checking
  await fixture.settled()

  expect(fixture.manager.containerDirectory).toBe('/container')
})
