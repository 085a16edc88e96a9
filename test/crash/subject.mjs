// The program that crash tests kill, cut off and starve: node subject.mjs '<JSON of options>'. It uses the built library
// through its public door, and says each acknowledged step on its standard output before anything else happens, one JSON
// document a line. With `resident` it takes one life after the other from its standard input, to spare their beginning.
import crypto from 'node:crypto'
import { lstatSync, readdirSync, readlinkSync, readSync, promises, writeSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import os from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'

let options = JSON.parse(process.argv[2])
// Workers are not told the arguments of their process.
process.env.SUBJECT_OPTIONS = process.argv[2]

let made = 0
/** What fits on the container's disk, when it is to be a small one. */
let capacity
/** Whether the disk of the container knows second names of files. */
let mayLink = true

/** Names and threads are the same in every run, so that a call can be named by its path and its number. */
function makeRepeatable() {
  const name = (digits) => String((made += 1)).padStart(digits, '0')
  crypto.randomBytes = (size) => Buffer.from(name(2 * size), 'hex')
  crypto.randomUUID = () => `00000000-0000-4000-8000-${name(12)}`
  const { mkdir } = promises
  promises.mkdtemp = async (prefix) => {
    const path = `${prefix}${name(6)}`
    await mkdir(path)
    return path
  }
  const { link } = promises
  promises.link = (...names) =>
    mayLink ? link(...names) : Promise.reject(Object.assign(new Error('no links here'), { code: 'EPERM' }))
  const { statfs } = promises
  promises.statfs = async (path, ...others) =>
    capacity === undefined
      ? statfs(path, ...others)
      : { bsize: 1, bavail: Math.max(0, capacity - usedBytes()) }
  os.availableParallelism = () => 1
  syncBuiltinESMExports()
}

/** What is used. Its own calls are not what is tried: one that fails is made again. */
function usedBytes() {
  try {
    return bytesOfFiles()
  } catch {
    return bytesOfFiles()
  }
}

/** Bytes of all files of versions, complete and begun ones; a file with several names counts once. */
function bytesOfFiles() {
  const files = new Map()
  const visit = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) visit(path)
      else {
        const { ino, size } = lstatSync(path)
        files.set(ino, size)
      }
    }
  }
  for (const name of ['packs', 'staging']) visit(join(home(), name))
  return [...files.values()].reduce((sum, size) => sum + size, 0)
}

/** The folder by which the container is opened, and the one to which it moves. */
function home() {
  return join(options.container, options.folder ?? '')
}

function place() {
  return join(options.container, 'new')
}

function say(document) {
  writeSync(1, `${JSON.stringify(document)}\n`)
}

function threadNumber(link) {
  return Number(link.split('/').pop())
}

/** Says which threads there are and waits until somebody has had a look at them. */
async function present() {
  const main = threadNumber(readlinkSync('/proc/thread-self'))
  const pool = threadNumber(await promises.readlink('/proc/thread-self'))
  say({ threads: { main, pool } })
  readSync(3, Buffer.alloc(1))
}

const actions = {
  /** Brings the newest version of every pack that is offered. */
  async bring(manager) {
    const manifest = await manager.refresh()
    say({ ack: 'trusted', targets: manifest.version })
    for (const pack of manifest.assetPacks) {
      await manager.startDownload(pack.id)
      if (manager.downloads().some(({ assetPack }) => assetPack.id === pack.id))
        say({ ack: 'scheduled', id: pack.id, version: pack.version })
    }
    await manager.ensureLocalAvailability(manifest.assetPacks, { requireLatestVersion: true })
  },
  /** The same on a disk that has no more room than low-space mode has said to need. */
  async bringInLittleSpace(manager) {
    const manifest = await manager.refresh()
    say({ ack: 'trusted', targets: manifest.version })
    for (const pack of manifest.assetPacks) {
      capacity = usedBytes()
      const { diskBytesNeeded, lowSpaceBytesNeeded = diskBytesNeeded } = await manager.plan(pack)
      capacity = usedBytes() + lowSpaceBytesNeeded
      await manager.ensureLocalAvailability(pack, { requireLatestVersion: true, lowSpace: true })
    }
  },
  /** Goes back to the first version, wherever it is. */
  async rollBack(manager) {
    for (const { id, version } of manager.installedAssetPacks()) {
      if (version > 1) await manager.rollback(id)
      say({ ack: 'rolledBack', id, version: manager.localVersion(id) })
    }
  },
  async repair(manager) {
    for (const { id, version } of manager.installedAssetPacks()) {
      await manager.repair(id)
      say({ ack: 'repaired', id, version })
    }
  },
  async remove(manager) {
    for (const { id } of manager.installedAssetPacks()) {
      await manager.remove(id)
      say({ ack: 'removed', id })
    }
  },
  /** What the system does by itself when an app starts: goes on, asks the host, tidies up. */
  async start(manager) {
    await manager.start()
    await manager.whenIdle()
  },
  /** Registers downloads and holds them. */
  async hold(manager) {
    for (const { id, version } of await manager.allAssetPacks()) {
      await manager.startDownload(id)
      manager.pause(id)
      say({ ack: 'paused', id, version })
    }
  },
  moveOpen: (manager) => moveOpen(manager, place()),
  async moveOpenCopying(manager) {
    mayLink = false
    await moveOpen(manager, place())
  },
  /** Brings every version that appears, for ever. */
  follow: (manager) => forEver(() => actions.bring(manager)),
  followInLittleSpace: (manager) => forEver(() => actions.bringInLittleSpace(manager)),
}

/** What is done while nobody has the container open. */
const closedActions = {
  moveClosed: (library) => moveClosed(library, place(), true),
  moveClosedCopying: (library) => moveClosed(library, place(), false),
  /** In every way, for ever. */
  async moveToAndFro(library) {
    say({ ready: 0 })
    for (;;) {
      for (const mayRename of [true, false]) {
        await moveClosed(library, place(), mayRename)
        await moveClosed(library, home(), mayRename)
      }
      for (const isLinked of [true, false]) {
        mayLink = isLinked
        const manager = await open(library)
        await moveOpen(manager, place())
        await moveOpen(manager, home())
        await manager.close()
      }
    }
  },
}

async function moveOpen(manager, directory) {
  if (manager.containerDirectory !== directory) await manager.moveContainer(directory)
  say({ ack: 'moved' })
}

async function moveClosed({ moveContainer }, directory, mayRename) {
  await moveContainer({ containerDirectory: home(), directory, mayRename }).catch((error) => {
    // An earlier life has brought it there.
    if (error.code !== 'invalidArgument') throw error
  })
  say({ ack: 'moved' })
}

async function forEver(act) {
  for (;;) {
    await act()
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

async function open({ systemClock, createAssetPackManager, parseConfiguration }) {
  const began = performance.now()
  const manager = await createAssetPackManager({
    configuration: parseConfiguration({
      appGroupID: 'group.crash',
      hasManagedAssetPacks: options.actions.includes('start'),
      manifestURL: options.url,
      rootMetadata: options.root,
      network: { connections: 2 },
    }),
    containerDirectory: home(),
    unpackWorker: new URL('subject-worker.mjs', import.meta.url),
    // Waiting between attempts is not what is tested.
    clock: {
      ...systemClock,
      schedule: (delayMs, callback) => systemClock.schedule(delayMs < 9_000 ? 5 : delayMs, callback),
    },
    logger: {
      log: (level, message, facts) => {
        if (level === 'warn' || level === 'error') say({ complaint: message, facts })
      },
    },
  })
  say({ ready: Math.round(performance.now() - began) })
  manager.onInstalled(({ assetPack: { id, version } }) => {
    say({ ack: 'installed', id, version })
  })
  return manager
}

/** Does all in one container that is opened once; what fails is done again, once, after somebody has had a look. */
async function run(library) {
  await againIfItFails(() => actClosed(library))
  const manager = await open(library)
  try {
    await againIfItFails(() => act(manager))
  } finally {
    await manager.close()
  }
  say({ ack: 'done' })
}

async function againIfItFails(work) {
  await work().catch(async (error) => {
    if (!options.again) throw error
    sayFailure(error)
    pause()
    await work()
  })
}

async function actClosed(library) {
  for (const name of options.actions) await closedActions[name]?.(library)
}

async function act(manager) {
  for (const name of options.actions) if (!(name in closedActions)) await actions[name](manager)
}

async function attempt(library) {
  // Of the lives that a container has in one trial each has names of its own, as chance would give them.
  capacity = undefined
  mayLink = true
  made = Math.max(made, (options.life ?? 0) * 10_000)
  try {
    await run(library)
  } catch (error) {
    sayFailure(error)
  }
}

function sayFailure({ name, code, message, details, stack }) {
  say({ failed: { name, code, message, details, ...(name === 'AssetPackError' ? {} : { stack }) } })
}

/** Until somebody has had a look. */
function pause() {
  say({ paused: true })
  readSync(3, Buffer.alloc(1))
}

process.on('unhandledRejection', (error) => {
  say({ unhandled: error?.stack ?? String(error) })
  process.exitCode = 70
})
makeRepeatable()
const library = await import(pathToFileURL(options.library))
// Loaded with the first database otherwise, which would be counted.
if (process.getBuiltinModule('node:sqlite') === undefined) await import('libsql')

/** One life. */
async function live() {
  if (options.watched) await present()
  await attempt(library)
  if (!options.again) return
  pause()
  options.actions = [...options.actions, 'start']
  await attempt(library)
}

if (options.resident) {
  for await (const line of createInterface({ input: process.stdin })) {
    options = { ...JSON.parse(line), library: options.library }
    process.env.SUBJECT_OPTIONS = JSON.stringify(options)
    made = 0
    await live()
    say({ ended: true })
  }
} else await live()
