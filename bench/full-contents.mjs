// What a full installation brings: a gibibyte as packs have it, and real content of many packages together.
import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { writeContent } from './content.mjs'
import { benchCache, npmContent, tarCommand } from './npm-content.mjs'
import { run, shell } from './program.mjs'
import { hashesOf } from './rivals.mjs'
import { Site } from './site.mjs'

const packages = [
  ['mermaid', '11.11.0'],
  ['monaco-editor', '0.55.1'],
  ['onnxruntime-web', '1.23.0'],
  ['@ffmpeg/core', '0.12.10'],
  ['bootstrap-icons', '1.13.1'],
  ['emoji-datasource-twitter', '16.0.0'],
]

const contents = {
  gibibyte: { name: '1 GiB of many kinds', write: (to) => writeContent(to, 1024 ** 3) },
  packages: { name: 'six npm packages', write: writePackages },
}

/**
 * A content as a folder, as a repository and as the solid archive `full.tar.zst` beside it, made once and kept.
 *
 * @param {keyof typeof contents} key
 */
export async function publishedContent(key) {
  const directory = join(benchCache, 'full', key)
  const finished = join(directory, 'facts.json')
  if (!existsSync(finished)) await prepare(key, directory, finished)
  const facts = JSON.parse(await readFile(finished, 'utf8'))
  const site = new Site(join(directory, 'served'))
  return { ...facts, name: contents[key].name, source: join(directory, 'source'), site }
}

async function prepare(key, directory, finished) {
  const source = join(directory, 'source')
  await rm(directory, { recursive: true, force: true })
  await mkdir(source, { recursive: true })
  await contents[key].write(source)
  const site = new Site(join(directory, 'served'))
  await site.open()
  const { seconds, files, installedSize } = await site.publish(source)
  const archive = join(directory, 'served', 'full.tar.zst')
  await shell(`${tarCommand(source)} | zstd -q -T0 -15 --long=27 -o ${archive}`)
  const facts = {
    files,
    bytes: installedSize,
    publishSeconds: seconds,
    archiveSha256: await sha256Of(archive),
    hashes: digestOf(await hashesOf(source)),
  }
  await writeFile(`${finished}.part`, JSON.stringify(facts))
  await rename(`${finished}.part`, finished)
}

async function writePackages(directory) {
  for (const [name, version] of packages) {
    const content = await npmContent(name, version)
    await run(['cp', '-a', '-l', content.directory, join(directory, content.key)])
  }
}

/** Names and bytes of a whole folder in one value. */
export function digestOf(hashes) {
  return createHash('sha256').update(JSON.stringify(hashes)).digest('hex')
}

async function sha256Of(file) {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}
