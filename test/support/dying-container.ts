// Changes a container and dies by SIGKILL at the n-th call that changes the disk:
//   node main.mjs <container> <change> <n>
// Each acknowledged change is said before anything else happens.
import { constants, writeSync } from 'node:fs'
import promises, { open } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { systemClock } from '../../src-main/platform/clock'
import { silentLogger } from '../../src-main/platform/logger'
import { encodePackIndex } from '../../src-main/repository/pack-index-codec'
import { moveContainer } from '../../src-main/store/container-move'
import { openDiskAssetPackStore } from '../../src-main/store/disk-asset-pack-store'
import { aPack, anID } from './pack-builder'
import { installFiles, stage, storedIndex } from './stored-pack'
import { crashVersions } from './crash-versions'

const [, , directory = '', change = '', dieAt = ''] = process.argv
let callsLeft = Number(dieAt)

/** SIGKILL is no exception: nothing of this process runs after it. */
function countCall(): void {
  callsLeft -= 1
  if (callsLeft === 0) process.kill(process.pid, 'SIGKILL')
}

function countCallsOf(owner: object, names: readonly string[]): void {
  for (const name of names) {
    const original = Reflect.get(owner, name) as (...args: unknown[]) => unknown
    Reflect.set(owner, name, function (this: unknown, ...args: unknown[]) {
      countCall()
      return Reflect.apply(original, this, args)
    })
  }
}

async function countCalls(): Promise<void> {
  const handle = await open(process.execPath, constants.O_RDONLY)
  countCallsOf(Object.getPrototypeOf(handle) as object, ['sync', 'writeFile', 'truncate'])
  await handle.close()
  countCallsOf(promises, ['mkdir', 'rename', 'rm', 'rmdir', 'chmod', 'link', 'copyFile', 'writeFile', 'open'])
  syncBuiltinESMExports()
}

const changes: Readonly<Record<string, () => Promise<void>>> = {
  install: async () => {
    const store = await openStore()
    await installFiles(store, aPack(), crashVersions[1])
    await store.close()
  },
  update: async () => {
    const store = await openStore()
    const assetPack = aPack({ version: 2 })
    const record = { assetPack, priority: 0, origin: 'foreground', paused: false, sequence: 1 } as const
    store.downloads.put(record)
    const staging = await stage(store, assetPack, crashVersions[2])
    acknowledge('staged 2')
    await store.commit(staging, assetPack, await encodePackIndex(storedIndex(assetPack, crashVersions[2])))
    acknowledge('installed 2')
    store.downloads.delete(assetPack.id)
    await store.collectGarbage()
    await store.close()
  },
  rollback: async () => {
    const store = await openStore()
    await store.rollback(anID())
    acknowledge('rolled back')
    await store.close()
  },
  repair: async () => {
    const store = await openStore()
    const installed = store.installedPack(anID())
    if (installed === undefined) throw new Error('nothing is installed')
    const { 'same.txt': same, 'maps/dock.txt': dock } = crashVersions[1]
    const staging = await stage(store, aPack(), { 'same.txt': same ?? '', 'maps/dock.txt': dock ?? '' })
    const indexBytes = await encodePackIndex(storedIndex(aPack(), crashVersions[1]))
    const files = ['same.txt', 'maps/dock.txt']
    await store.repair(installed, staging, { removed: ['extra', 'maps'], files, indexBytes })
    acknowledge('repaired')
    await store.close()
  },
  remove: async () => {
    const store = await openStore()
    await store.remove(anID())
    acknowledge('removed')
    await store.close()
  },
  rename: () => moveAway(true),
  copy: () => moveAway(false),
  'link while open': () => moveWhileOpen(true),
  'copy while open': () => moveWhileOpen(false),
  recover: async () => {
    const store = await openStore()
    await store.collectGarbage()
    await store.close()
  },
}

/** To the folder beside it. */
async function moveAway(mayRename: boolean): Promise<void> {
  await moveContainer({ containerDirectory: directory, directory: `${directory}-moved`, mayRename })
  acknowledge('moved')
}

/** The same while the container is open, and something is noted at every step and acknowledged. */
async function moveWhileOpen(mayLink: boolean): Promise<void> {
  let note = (): void => undefined
  const store = await openStore(mayLink, () => {
    note()
  })
  let notes = 0
  note = () => {
    notes += 1
    store.values.set('notes', String(notes))
    acknowledge(`note ${String(notes)}`)
    countCall()
  }
  await store.relocate({
    directory: `${directory}-moved`,
    signal: new AbortController().signal,
    whileStill: (work) => work(),
    onProgress: () => {
      if (notes === 0) note()
    },
  })
  acknowledge('moved')
  note()
  await store.close()
}

function openStore(
  mayLink = true,
  onStep: () => void = () => undefined,
): ReturnType<typeof openDiskAssetPackStore> {
  return openDiskAssetPackStore({
    directory,
    clock: systemClock,
    logger: silentLogger,
    mayLink,
    // The journal's and the list's transactions are not calls of Node: die right before and after them as well.
    onStep: () => {
      countCall()
      onStep()
    },
  })
}

function acknowledge(what: string): void {
  writeSync(1, `${what}\n`)
}

await countCalls()
await changes[change]?.()
acknowledge('done')
