// Moves a container that it has open, and says in JSON how that went and what works afterwards:
//   node main.mjs <container> <new folder>
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { toAssetPackError } from '../../src-shared/domain/errors'
import { systemClock } from '../../src-main/platform/clock'
import { silentLogger } from '../../src-main/platform/logger'
import { openDiskAssetPackStore } from '../../src-main/store/disk-asset-pack-store'
import { aPack, anID } from './pack-builder'
import { installFiles } from './stored-pack'

const [, , container = '', target = ''] = process.argv
const { signal } = new AbortController()

const store = await openDiskAssetPackStore({ directory: container, clock: systemClock, logger: silentLogger })
await installFiles(store, aPack(), { 'file.txt': 'version 1', 'large.bin': 'x'.repeat(3_000_000) })
const asked = await outcome(store.planRelocation(target, signal))
const moved = await outcome(store.relocate({ directory: target, signal, whileStill: (work) => work() }))
const { directory } = store
await installFiles(store, aPack({ version: 2 }), { 'file.txt': 'version 2' })
const text = await readFile(join(store.installedPack(anID())?.directory ?? '', 'file.txt'), 'utf8')
await store.close()
process.stdout.write(JSON.stringify({ asked, moved, directory, text }))

function outcome(work: Promise<object>): Promise<object> {
  return work.catch((error: unknown) => {
    const { code, details } = toAssetPackError(error)
    return { code, details }
  })
}
