import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { syncFiles } from '../../../../src-main/platform/sync-tree'
import { temporaryDirectory } from '../../../support/temporary-directory'

const never = new AbortController().signal

async function folderWithFiles(): Promise<string> {
  const directory = await temporaryDirectory()
  await mkdir(join(directory, 'deep/folder'), { recursive: true })
  await writeFile(join(directory, 'deep/folder/one'), '1')
  await writeFile(join(directory, 'two'), '2')
  return directory
}

test('makes listed files durable and leaves all as it is', async () => {
  const directory = await folderWithFiles()
  await syncFiles(directory, ['deep/folder/one', 'two'], { signal: never })
  expect((await readdir(directory, { recursive: true })).sort()).toEqual([
    'deep',
    'deep/folder',
    'deep/folder/one',
    'two',
  ])
})

test('does not take a listed file for durable that is not there', async () => {
  const directory = await folderWithFiles()
  await expect(syncFiles(directory, ['two', 'deep/three'], { signal: never })).rejects.toMatchObject({
    name: 'AssetPackError',
    cause: { code: 'ENOENT' },
  })
})

test('stops before the next file once it is cancelled', async () => {
  const directory = await folderWithFiles()
  await expect(syncFiles(directory, ['two'], { signal: AbortSignal.abort('enough') })).rejects.toBe('enough')
})

test('begins no other file once one has failed', async () => {
  const directory = await folderWithFiles()
  const files = ['gone', ...Array.from({ length: 99 }, () => 'two')]
  let begun = 0
  const signal = { throwIfAborted: () => (begun += 1) }
  await expect(syncFiles(directory, files, { signal })).rejects.toMatchObject({ cause: { code: 'ENOENT' } })
  // Beside it some have begun already, each in a lane of its own.
  expect(begun).toBeLessThan(20)
})
