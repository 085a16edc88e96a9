// Two hundred packs of real content: the files of npm packages, dealt out by their names, in two versions.
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { link, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { createSigningKeys, publish } from '../out/main/index.js'
import { benchCache, npmContent } from './npm-content.mjs'
import { run } from './program.mjs'
import { packagingManifest } from './site.mjs'

const packs = 200

const packages = [
  ['mermaid', '11.10.0', '11.11.0'],
  ['monaco-editor', '0.54.0', '0.55.1'],
  ['onnxruntime-web', '1.22.0', '1.23.0'],
  ['@ffmpeg/core', '0.12.9', '0.12.10'],
  ['bootstrap-icons', '1.11.3', '1.13.1'],
  ['emoji-datasource-twitter', '15.1.2', '16.0.0'],
]

/**
 * Their repositories, `repository-1` with the first version of each pack and `repository-2` with both, made once and kept.
 *
 * @returns {Promise<{ directory: string, versions: { files: number, bytes: number, smallest: number, largest: number }[] }>}
 */
export async function realPacks() {
  const directory = join(benchCache, 'real-packs')
  const finished = join(directory, 'facts.json')
  if (existsSync(finished)) return { directory, versions: JSON.parse(await readFile(finished, 'utf8')) }
  await rm(directory, { recursive: true, force: true })
  await mkdir(directory, { recursive: true })
  await createSigningKeys({ directory: join(directory, 'keys') })
  const versions = [await publishVersion(directory, 1), await publishVersion(directory, 2)]
  await writeFile(`${finished}.part`, JSON.stringify(versions))
  await rename(`${finished}.part`, finished)
  return { directory, versions }
}

async function publishVersion(directory, version) {
  const repository = join(directory, `repository-${version}`)
  if (version > 1) await run(['cp', '-a', '-l', join(directory, `repository-${version - 1}`), repository])
  await dealFiles(directory, version)
  const report = await publish({
    sources: await manifests(directory),
    repositoryDirectory: repository,
    keysDirectory: join(directory, 'keys'),
  })
  await rm(join(directory, 'source'), { recursive: true })
  const sizes = report.packs.map(({ installedSize }) => installedSize)
  return {
    files: report.packs.reduce((sum, { files }) => sum + files, 0),
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    smallest: Math.min(...sizes),
    largest: Math.max(...sizes),
  }
}

/** A file stays in its pack from version to version as long as it keeps its name. */
async function dealFiles(directory, version) {
  for (const [name, ...releases] of packages) {
    const content = await npmContent(name, releases[version - 1])
    for (const entry of await readdir(content.directory, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      const file = join(entry.parentPath, entry.name)
      const path = join(name, relative(content.directory, file))
      const pack = createHash('sha256').update(path).digest().readUInt32LE() % packs
      const copy = join(directory, 'source', String(pack), 'content', path)
      await mkdir(dirname(copy), { recursive: true })
      await link(file, copy)
    }
  }
}

async function manifests(directory) {
  const files = []
  for (let pack = 0; pack < packs; pack += 1) {
    const file = join(directory, 'source', String(pack), 'Manifest.json')
    await writeFile(file, JSON.stringify(packagingManifest(`pack-${pack}`, 'content')))
    files.push(file)
  }
  return files
}
