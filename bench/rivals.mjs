// What others need to bring a folder from one version to the next: what their publisher prepares (kept between runs: it
// stays the same), and the command that a machine runs.
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { benchCache, tarCommand } from './npm-content.mjs'
import { run, shell } from './program.mjs'

const level = '-15'
const sourceWindow = 1 << 29

/**
 * Prepares what each of them serves for an update between two contents.
 *
 * @param {{ key: string, directory: string, tar: string }} from
 * @param {{ key: string, directory: string, tar: string }} to
 * @returns {Promise<string>} the folder that a web server serves
 */
export async function prepareRivals(from, to) {
  const directory = join(benchCache, 'rivals', `${from.key}-${to.key}`)
  if (existsSync(directory)) return directory
  const temporary = `${directory}.part`
  await rm(temporary, { recursive: true, force: true })
  await mkdir(temporary, { recursive: true })
  for (const command of publisherCommands(from, to)) await shell(command, { cwd: temporary })
  await writeFloor(from, to, temporary)
  await rename(temporary, directory)
  return directory
}

function publisherCommands(from, to) {
  return [
    `zstd -q ${level} --long=27 ${to.tar} -o full.tar.zst`,
    `zstd -q ${level} --long=27 --patch-from=${from.tar} ${to.tar} -o patch.zst`,
    `xdelta3 -q -e -9 -B ${sourceWindow} -s ${from.tar} ${to.tar} patch.xdelta`,
    `casync make --without=all --with=permissions --chunk-size=65536 --store=store.castr new.caidx ${to.directory}`,
    // Looking inside the compressed file lets zsync fetch compressed bytes.
    `cp ${to.tar} new.tar && zsyncmake -z -o new.zsync -u new.tar.gz new.tar && rm new.tar`,
  ]
}

/**
 * The lower bound: nothing but the files whose bytes are new, by the strongest of zstd's usual levels, with the whole old
 * version to lean on and neither names, index nor signatures.
 */
async function writeFloor(from, to, directory) {
  const old = new Set(Object.values(await hashesOf(from.directory)))
  const fresh = Object.entries(await hashesOf(to.directory)).filter(([, hash]) => !old.has(hash))
  const list = join(directory, 'fresh.txt')
  await writeFile(list, fresh.map(([path]) => `./${path}\n`).join(''))
  const tar = join(directory, 'fresh.tar')
  await shell(`${tarCommand(to.directory).replace(/ \.$/, '')} -T ${list} > ${tar}`)
  await shell(`zstd -q -19 --long=27 --patch-from=${from.tar} ${tar} -o floor.zst`, { cwd: directory })
  await rm(tar)
}

/** SHA-256 of each file of a folder. */
export async function hashesOf(directory) {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const hashes = {}
  for (const path of paths.sort()) {
    hashes[relative(directory, path)] = createHash('sha256')
      .update(await readFile(path))
      .digest('hex')
  }
  return hashes
}

/**
 * The commands of a machine that has the old version in the folder `have` and gets the new one into the folder `out`.
 * Tools for single files must make the old version's tar first: machines keep files, not archives.
 */
export function machineCommands({ url, rsyncUrl }) {
  const oldTar = `${tarCommand('have')} > old.tar`
  const unpack = 'mkdir out && tar -x -C out'
  return {
    full: `mkdir out; curl -sSf ${url}/full.tar.zst | zstd -q -d --long=27 | tar -x -C out`,
    casync: `casync extract --without=all --with=permissions --store=${url}/store.castr --seed=have ${url}/new.caidx out`,
    zsync: `${oldTar}; zsync -q -i old.tar -o new.tar ${url}/new.zsync; ${unpack} -f new.tar`,
    rsync: `cp -a have out; rsync -rpz --checksum --delete ${rsyncUrl}/ out/`,
    xdelta3: `${oldTar}; curl -sSf ${url}/patch.xdelta -o patch; xdelta3 -q -d -B ${sourceWindow} -s old.tar patch new.tar; ${unpack} -f new.tar`,
    zstdPatch: `${oldTar}; curl -sSf ${url}/patch.zst | zstd -q -d --long=27 --memory=1024MB --patch-from=old.tar -o new.tar; ${unpack} -f new.tar`,
  }
}

/** Compares two folders by names and bytes. */
export async function requireSameFiles(one, other) {
  const [a, b] = [await hashesOf(one), await hashesOf(other)]
  if (JSON.stringify(a) !== JSON.stringify(b)) throw new Error(`${one} and ${other} differ.`)
}

/** Which files of a folder have bytes that the other one has nowhere, and how many bytes these are. */
export async function newFiles(from, to) {
  const old = new Set(Object.values(await hashesOf(from)))
  const paths = Object.entries(await hashesOf(to)).filter(([, hash]) => !old.has(hash))
  const sizes = await run(['stat', '-c', '%s', ...paths.map(([path]) => join(to, path))])
  return { count: paths.length, bytes: sizes.split('\n').reduce((sum, size) => sum + Number(size), 0) }
}
