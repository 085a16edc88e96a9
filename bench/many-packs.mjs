// A machine on which many small packs are installed, made once and kept: the container, the repository and the
// configuration of a manager that opens it.
import { existsSync, writeFileSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createAssetPackManager, createSigningKeys, loadConfiguration, publish } from '../out/main/index.js'
import { startNginx } from './nginx.mjs'
import { benchCache } from './npm-content.mjs'
import { packagingManifest } from './site.mjs'

const filesInFolder = 100

/** Where that file of that pack is in the merged namespace. */
export function filePath(pack, file) {
  return `content/pack-${pack}/${Math.floor(file / filesInFolder)}/${file}.txt`
}

/**
 * @param {number} packs
 * @param {number} filesEach
 * @returns {Promise<{ directory: string, publishSeconds: number, installSeconds: number }>}
 */
export async function manyPacks(packs, filesEach) {
  const directory = join(benchCache, 'many-packs', `${packs}-packs-of-${filesEach}`)
  const finished = join(directory, 'facts.json')
  if (existsSync(finished)) return { directory, ...JSON.parse(await readFile(finished, 'utf8')) }
  await rm(directory, { recursive: true, force: true })
  const sources = []
  for (let pack = 0; pack < packs; pack += 1) sources.push(await writeSource(directory, pack, filesEach))
  await createSigningKeys({ directory: join(directory, 'keys') })
  const options = {
    sources,
    repositoryDirectory: join(directory, 'site'),
    keysDirectory: join(directory, 'keys'),
  }
  const publishSeconds = await secondsOf(() => publish(options))
  const installSeconds = await installAll(directory)
  await rm(join(directory, 'source'), { recursive: true })
  await writeFile(`${finished}.part`, JSON.stringify({ publishSeconds, installSeconds }))
  await rename(`${finished}.part`, finished)
  return { directory, publishSeconds, installSeconds }
}

/** Serves its repository, and writes where that is into its configuration. */
export async function serveManyPacks(directory) {
  const nginx = await startNginx({ directory: join(directory, 'site'), work: join(directory, 'nginx') })
  const configuration = {
    appGroupID: 'group.bench',
    hasManagedAssetPacks: false,
    manifestURL: `${nginx.url}/`,
    rootMetadata: 'site/metadata/root.json',
    containerDirectory: 'container',
  }
  await writeFile(join(directory, 'assetpack.config.json'), JSON.stringify(configuration))
  return nginx
}

/** Opens that machine's manager. */
export async function openManyPacks(directory) {
  const configuration = await loadConfiguration(join(directory, 'assetpack.config.json'))
  return createAssetPackManager({
    configuration,
    configurationDirectory: directory,
    containerDirectory: join(directory, 'container'),
  })
}

async function writeSource(directory, pack, filesEach) {
  const source = join(directory, 'source', String(pack))
  for (let file = 0; file < filesEach; file += 1) {
    const path = join(source, 'content', filePath(pack, file))
    if (file % filesInFolder === 0) await mkdir(dirname(path), { recursive: true })
    // A million promises would take longer than the files.
    writeFileSync(path, `File ${file} of pack ${pack}.\n`)
  }
  const manifest = join(source, 'Manifest.json')
  await writeFile(manifest, JSON.stringify(packagingManifest(`pack-${pack}`, 'content')))
  return manifest
}

async function installAll(directory) {
  const nginx = await serveManyPacks(directory)
  try {
    const manager = await openManyPacks(directory)
    try {
      const { assetPacks } = await manager.refresh()
      return await secondsOf(() =>
        manager.ensureLocalAvailability(assetPacks, { requireLatestVersion: true }),
      )
    } finally {
      await manager.close()
    }
  } finally {
    await nginx.close()
  }
}

async function secondsOf(work) {
  const before = performance.now()
  await work()
  return (performance.now() - before) / 1000
}
