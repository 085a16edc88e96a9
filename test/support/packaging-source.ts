import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Writes a packaging manifest that selects all of `directory/content`, with `changes`; gives its path. */
export async function writePackagingManifest(directory: string, changes: object = {}): Promise<string> {
  const path = join(directory, 'Manifest.json')
  const manifest = {
    assetPackID: 'maps',
    downloadPolicy: { onDemand: {} },
    sourceRoot: 'content',
    fileSelectors: [{ directory: '.' }],
    platforms: [],
    ...changes,
  }
  await mkdir(directory, { recursive: true })
  await writeFile(path, JSON.stringify(manifest))
  return path
}
