import { systemClock } from '../../src-main/platform/clock'
import { silentLogger } from '../../src-main/platform/logger'
import { encodePackIndex } from '../../src-main/repository/pack-index-codec'
import { moveContainer } from '../../src-main/store/container-move'
import { openDiskAssetPackStore, type DiskAssetPackStore } from '../../src-main/store/disk-asset-pack-store'
import { crashVersions } from './crash-versions'
import { aPack, anID } from './pack-builder'
import { installFiles, stage, storedIndex } from './stored-pack'

/** What is told of a change while it is made. */
export interface ChangeWatcher {
  /** Right before and after each transaction of the journal and the list. */
  readonly onStep?: () => void
  /** Something holds from now on, whatever comes. */
  readonly onAcknowledged?: (what: string) => void
}

interface Change extends Required<ChangeWatcher> {
  readonly directory: string
}

/** What can be done to a container. */
export type ChangeName = keyof typeof changes

/** Opens the container, changes it, and closes it. */
export async function changeContainer(
  directory: string,
  name: ChangeName,
  { onStep = ignore, onAcknowledged = ignore }: ChangeWatcher = {},
): Promise<void> {
  await changes[name]({ directory, onStep, onAcknowledged })
}

const changes = {
  install: (change: Change) => inOpen(change, (store) => installFiles(store, aPack(), crashVersions[1])),
  update: (change: Change) => inOpen(change, (store) => update(store, change)),
  rollback: (change: Change) =>
    inOpen(change, async (store) => {
      await store.rollback(anID())
      change.onAcknowledged('rolled back')
    }),
  repair: (change: Change) => inOpen(change, (store) => repair(store, change)),
  remove: (change: Change) =>
    inOpen(change, async (store) => {
      await store.remove(anID())
      change.onAcknowledged('removed')
    }),
  recover: (change: Change) => inOpen(change, (store) => store.collectGarbage()),
  rename: (change: Change) => moveAway(change, true),
  copy: (change: Change) => moveAway(change, false),
  'link while open': (change: Change) => moveWhileOpen(change, true),
  'copy while open': (change: Change) => moveWhileOpen(change, false),
}

function ignore(): void {
  // Nobody wants to know.
}

async function inOpen(
  { directory, onStep }: Change,
  work: (store: DiskAssetPackStore) => Promise<unknown>,
  mayLink = true,
): Promise<void> {
  const store = await openDiskAssetPackStore({
    directory,
    clock: systemClock,
    logger: silentLogger,
    mayLink,
    onStep,
  })
  await work(store)
  await store.close()
}

async function update(store: DiskAssetPackStore, { onAcknowledged }: Change): Promise<void> {
  const assetPack = aPack({ version: 2 })
  const record = { assetPack, priority: 0, origin: 'foreground', paused: false, sequence: 1 } as const
  store.downloads.put(record)
  const staging = await stage(store, assetPack, crashVersions[2])
  onAcknowledged('staged 2')
  await store.commit(staging, assetPack, await encodePackIndex(storedIndex(assetPack, crashVersions[2])))
  onAcknowledged('installed 2')
  store.downloads.delete(assetPack.id)
  await store.collectGarbage()
}

async function repair(store: DiskAssetPackStore, { onAcknowledged }: Change): Promise<void> {
  const installed = store.installedPack(anID())
  if (installed === undefined) throw new Error('nothing is installed')
  const { 'same.txt': same, 'maps/dock.txt': dock } = crashVersions[1]
  const staging = await stage(store, aPack(), { 'same.txt': same ?? '', 'maps/dock.txt': dock ?? '' })
  const indexBytes = await encodePackIndex(storedIndex(aPack(), crashVersions[1]))
  const files = ['same.txt', 'maps/dock.txt']
  await store.repair(installed, staging, { removed: ['extra', 'maps'], files, indexBytes })
  onAcknowledged('repaired')
}

/** Where a move brings a container: to the folder beside it. */
export function placeBeside(directory: string): string {
  return `${directory}-moved`
}

async function moveAway({ directory, onAcknowledged }: Change, mayRename: boolean): Promise<void> {
  await moveContainer({ containerDirectory: directory, directory: placeBeside(directory), mayRename })
  onAcknowledged('moved')
}

/** The same while the container is open, and something is noted at every step and acknowledged. */
async function moveWhileOpen(change: Change, mayLink: boolean): Promise<void> {
  const { directory, onStep, onAcknowledged } = change
  let note = ignore
  const onStepOfStore = (): void => {
    onStep()
    note()
  }
  const move = async (store: DiskAssetPackStore): Promise<void> => {
    let notes = 0
    note = () => {
      notes += 1
      store.values.set('notes', String(notes))
      onAcknowledged(`note ${String(notes)}`)
      onStep()
    }
    await store.relocate({
      directory: placeBeside(directory),
      signal: new AbortController().signal,
      whileStill: (work) => work(),
      onProgress: () => {
        if (notes === 0) note()
      },
    })
    onAcknowledged('moved')
    note()
  }
  await inOpen({ ...change, onStep: onStepOfStore }, move, mayLink)
}
