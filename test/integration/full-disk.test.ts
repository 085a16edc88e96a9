import { execFile } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { codeOf, installVersion, openContainer, visibleIn } from '../support/open-container'
import { aPack, anID } from '../support/pack-builder'
import { temporaryDirectory } from '../support/temporary-directory'

const run = promisify(execFile)
const mayMount = process.platform === 'linux' && process.getuid?.() === 0

/** A disk of that size; `undefined` where this machine lets nobody mount one. */
async function smallDisk(size: string): Promise<string | undefined> {
  const directory = join(await temporaryDirectory(), 'disk')
  await mkdir(directory)
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', directory])
  } catch {
    // A container may run as root and still not mount.
    return undefined
  }
  onTestFinished(async () => {
    await run('umount', ['--lazy', directory])
  })
  return directory
}

/** Writes until nothing fits any more. */
async function fill(path: string): Promise<void> {
  for (const size of [1 << 18, 1 << 12]) {
    for (let hasRoom = true; hasRoom;) {
      hasRoom = await writeFile(path, Buffer.alloc(size), { flag: 'a' }).then(
        () => true,
        () => false,
      )
    }
  }
}

describe.skipIf(!mayMount)('a full disk (mounting a small one needs root)', () => {
  it('fails what needs space as such, keeps what is there, and goes on once there is space (D-04)', async (test) => {
    const disk = await smallDisk('3m')
    if (disk === undefined) return test.skip('this machine does not let root mount a tmpfs')
    const container = join(disk, 'container')
    const store = await openContainer(container)
    await installVersion(store, 1)
    const staging = await store.openStaging(anID(), 2)
    await writeFile(join(staging.filesDirectory, 'file.txt'), 'version 2')
    await fill(join(disk, 'filler'))
    const failed = [
      await codeOf(store.commit(staging, aPack({ version: 2 }), new Uint8Array(100_000))),
      await codeOf(
        (async () => {
          for (let number = 0; number < 2_000; number += 1)
            store.values.set(`v${String(number)}`, 'x'.repeat(2_000))
          return Promise.resolve()
        })(),
      ),
    ]
    const meanwhile = await visibleIn(store)
    await rm(join(disk, 'filler'))
    await installVersion(store, 2)
    await store.close()

    expect([failed, meanwhile, await visibleIn(await openContainer(container))]).toEqual([
      ['outOfSpace', 'outOfSpace'],
      [1, 'version 1'],
      [2, 'version 2'],
    ])
  })
})
