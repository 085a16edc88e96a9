// Real content: versions of npm packages that ship assets, fetched once from the registry that npm is set up with.
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { mustRunNpm } from '../scripts/command.mjs'
import { cacheDirectory } from '../scripts/project.mjs'
import { run, shell } from './program.mjs'

/** Where the bench keeps what stays the same between runs. */
export const benchCache = join(cacheDirectory, 'bench')

/**
 * The files of one version of a package, as a folder and as the tar that tools for single files need.
 *
 * @param {string} name
 * @param {string} version
 * @returns {Promise<{ key: string, directory: string, tar: string }>}
 */
export async function npmContent(name, version) {
  const key = `${name.replace(/\W+/g, '-').replace(/^-/, '')}-${version}`
  const directory = join(benchCache, 'npm', key)
  if (!existsSync(directory)) await fetchPackage(`${name}@${version}`, directory)
  return { key, directory, tar: await tarOf(directory) }
}

/** The folder as a tar beside it, with files in order and nothing that differs from machine to machine. */
export async function tarOf(directory) {
  const tar = `${directory}.tar`
  if (!existsSync(tar)) await shell(`${tarCommand(directory)} > ${tar}.part && mv ${tar}.part ${tar}`)
  return tar
}

/** The shell command that writes that tar to its output. */
export function tarCommand(directory) {
  return `tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --mode=a+rX,u+w -c -C ${directory} .`
}

async function fetchPackage(specifier, directory) {
  const parent = join(benchCache, 'npm')
  await mkdir(parent, { recursive: true })
  const temporary = await mkdtemp(join(parent, 'fetching-'))
  try {
    await mustRunNpm(`Fetching ${specifier}`, ['pack', specifier, '--pack-destination', temporary], {
      cwd: temporary,
    })
    const [tarball] = await readdir(temporary)
    await run(['tar', '-xzf', join(temporary, tarball), '-C', temporary])
    await rename(join(temporary, 'package'), directory)
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}
