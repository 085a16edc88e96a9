import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { publishPacks } from '../support/published-packs'

/** Vitest calls this once: what most tests with windows begin with takes longer to publish than to copy. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'packhouse-'))
  await publishPacks(directory)
  project.provide('publishedPacks', directory)
  return () => rm(directory, { recursive: true, force: true })
}
