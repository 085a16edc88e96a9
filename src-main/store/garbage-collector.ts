import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { withFileSystemErrors } from '../platform/file-system-errors'
import { parseVersionName, type ContainerLayout } from './container-layout'
import { discard } from './trash'

/** What the collector asks before it takes anything. */
interface GarbageOptions {
  readonly layout: ContainerLayout
  readonly isActive: (key: string, version: number) => boolean
  /** Whether a download of that pack is remembered: its staging area holds verified bytes. */
  readonly isWanted: (key: string) => boolean
}

/**
 * Deletes what nobody needs, in this order:
 *
 * 1. versions that are not active, with index and description
 * 2. staging areas of packs that no remembered download wants
 * 3. merged folders: they are made again when somebody asks
 */
export async function collectContainerGarbage(options: GarbageOptions): Promise<void> {
  await withFileSystemErrors(options.layout.directory, async () => {
    await collectVersions(options)
    await collectStaging(options)
    await discard(options.layout, options.layout.merged)
  })
}

async function collectVersions({ layout, isActive }: GarbageOptions): Promise<void> {
  for (const key of await readdir(layout.packs)) {
    const folder = join(layout.packs, key)
    for (const name of await readdir(folder)) {
      const version = parseVersionName(name.replace(/\.(?:index|json)$/, ''))
      if (version !== undefined && !isActive(key, version)) await discard(layout, join(folder, name))
    }
  }
}

async function collectStaging({ layout, isWanted }: GarbageOptions): Promise<void> {
  for (const key of await readdir(layout.staging)) {
    if (!isWanted(key)) await discard(layout, join(layout.staging, key))
  }
}
