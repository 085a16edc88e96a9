import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { CopyOrder } from '../../../../src-main/installation/work-order'
import { buffersOf, decodePaths, encodePaths } from '../../../../src-main/installation/work-order'
import { installationJobs } from '../../../../src-main/installation/unpack-jobs'
import { sha256, sha256Hex } from '../../../../src-main/repository/digest'
import { fileTree } from '../../../support/file-tree'
import { temporaryDirectory } from '../../../support/temporary-directory'

const running = { isCancelled: () => false }
const content = Buffer.from('one chunk')

/** Copies one chunk from `source` to `staging/copy`, below `root`. */
function copyOrder(root: string, hash: Uint8Array): CopyOrder {
  const run = { sizes: Uint32Array.of(content.length), hashes: Uint8Array.from(hash) }
  const place = { files: Uint32Array.of(0), offsets: Float64Array.of(0) }
  return {
    from: { ...run, ...place, roots: [root], pathRoots: Uint32Array.of(0), paths: encodePaths(['source']) },
    to: {
      ...run,
      ...place,
      counts: Uint32Array.of(1),
      roots: [join(root, 'staging')],
      pathRoots: Uint32Array.of(0),
      paths: encodePaths(['copy']),
    },
  }
}

describe('the jobs of a worker', () => {
  test('copy a chunk only when it is what it should be', async () => {
    const root = await temporaryDirectory()
    const stagingDirectory = join(root, 'staging')
    await mkdir(stagingDirectory)
    await writeFile(join(root, 'source'), content)
    const wrong = { kind: 'copy', order: copyOrder(root, sha256(Buffer.from('other'))) }
    expect(await installationJobs.handle(wrong, running)).toMatchObject({
      result: { placedBytes: 0, damagedSources: [join(root, 'source')] },
    })
    expect(await fileTree(stagingDirectory)).toEqual({})
    const right = { kind: 'copy', order: copyOrder(root, sha256(content)) }
    expect(await installationJobs.handle(right, running)).toMatchObject({
      result: { placedBytes: content.length, damagedSources: [] },
    })
    expect(await fileTree(stagingDirectory)).toEqual({ copy: sha256Hex(content) })
  })

  test('write nothing once they are cancelled', async () => {
    const root = await temporaryDirectory()
    await writeFile(join(root, 'source'), content)
    await mkdir(join(root, 'staging'))
    const job = {
      kind: 'copy',
      order: copyOrder(root, sha256(content)),
    }
    const cancelled = installationJobs.handle(job, { isCancelled: () => true })
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' })
    expect(await fileTree(join(root, 'staging'))).toEqual({})
  })

  test('refuse a staged file of the wrong size instead of finishing it', async () => {
    const stagingDirectory = await temporaryDirectory()
    await writeFile(join(stagingDirectory, 'a'), 'too long')
    await chmod(join(stagingDirectory, 'a'), 0o644)
    const order = { paths: encodePaths(['a']), sizes: Float64Array.of(3), executable: Uint8Array.of(0) }
    const files = { complete: Uint32Array.of(0), begun: new Uint32Array(0), leavesFolders: true }
    await expect(
      installationJobs.handle({ kind: 'finish', stagingDirectory, order, ...files }, running),
    ).rejects.toMatchObject({ code: 'integrityCheckFailed', details: { expected: 3, actual: 8 } })
  })

  test.each([
    ['ENOSPC', 'outOfSpace'],
    ['EDQUOT', 'outOfSpace'],
    ['EROFS', 'notWritable'],
    ['EIO', 'diskFailed'],
  ])('say %s as %s', (errno, code) => {
    const error = Object.assign(new Error('write failed'), { code: errno })
    expect(installationJobs.describeFailure(error)).toMatchObject({ code, details: { errno } })
  })
})

describe('work orders', () => {
  test('carry paths as bytes', () => {
    const paths = ['a', 'folder/ä', '文件']
    expect([decodePaths(encodePaths(paths)), decodePaths(encodePaths([]))]).toEqual([paths, []])
  })

  test('name every buffer once, however deep it lies', () => {
    const numbers = new Uint32Array(4)
    const shared = new Uint8Array(new SharedArrayBuffer(4))
    expect(buffersOf([{ a: numbers, b: [numbers.subarray(1)], c: shared }, 'text', undefined])).toEqual([
      numbers.buffer,
    ])
  })
})
