import { statfsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { whenFinished } from './when-finished'

const roomBytes = 512 * 1024 * 1024

/** A folder of this test's own, in `parent`; gone when the test has finished. */
export async function temporaryDirectory(parent = tmpdir()): Promise<string> {
  const directory = await mkdtemp(join(parent, 'packhouse-'))
  whenFinished(() => rm(directory, { recursive: true, force: true, maxRetries: 5 }))
  return directory
}

/** Memory where there is enough of it: what a dead process wrote is there all the same, and nothing waits for a disk. */
export function quickFolder(): string {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm')
    if (bavail * bsize > roomBytes) return '/dev/shm'
  } catch {
    // There is none.
  }
  return tmpdir()
}
