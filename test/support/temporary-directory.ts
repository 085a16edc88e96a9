import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { whenFinished } from './when-finished'

/** A folder of this test's own; gone when the test has finished. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'packhouse-'))
  whenFinished(() => rm(directory, { recursive: true, force: true, maxRetries: 5 }))
  return directory
}
