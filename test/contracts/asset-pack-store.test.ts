import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { systemClock } from '../../src-main/platform/clock'
import { silentLogger } from '../../src-main/platform/logger'
import { openDiskAssetPackStore } from '../../src-main/store/disk-asset-pack-store'
import { MemoryAssetPackStore } from '../support/memory-asset-pack-store'
import { temporaryDirectory } from '../support/temporary-directory'
import { describeAssetPackStore } from './asset-pack-store.contract'

describeAssetPackStore('DiskAssetPackStore', async () => {
  const directory = join(await temporaryDirectory(), 'container')
  const store = await openDiskAssetPackStore({ directory, clock: systemClock, logger: silentLogger })
  onTestFinished(() => store.close())
  return store
})

describeAssetPackStore('MemoryAssetPackStore', () => Promise.resolve(new MemoryAssetPackStore()))
