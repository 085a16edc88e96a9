// One set-up at a time per step: test projects and terminals may start together.
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { cacheDirectory } from './project.mjs'

/** Does `work` while no other process does the work of the same name in this checkout. */
export async function withLock(name, work) {
  const path = join(cacheDirectory, 'locks', `${name}.lock`)
  await mkdir(dirname(path), { recursive: true })
  while (!(await acquire(path))) {
    await removeAbandoned(path)
    await delay(100)
  }
  try {
    return await work()
  } finally {
    await rm(path, { force: true })
  }
}

async function acquire(path) {
  try {
    await writeFile(path, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

async function removeAbandoned(path) {
  const owner = await readOwner(path)
  if (owner === undefined || isAlive(owner)) return
  // Renaming decides who removes it; what we took must still be what we judged.
  const taken = `${path}.${process.pid}`
  try {
    await rename(path, taken)
  } catch {
    return // Somebody else was faster.
  }
  if ((await readOwner(taken)) === owner) await rm(taken, { force: true })
  else await rename(taken, path)
}

async function readOwner(path) {
  try {
    const pid = Number(await readFile(path, 'utf8'))
    return pid > 0 ? pid : undefined
  } catch {
    return undefined // Released meanwhile.
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
