import type { DownloadAnnouncement } from '../../src-main/scheduling/status-announcement'
import type { AssetPack } from '../../src-shared/domain/asset-pack'
import type { AssetPackError } from '../../src-shared/domain/errors'
import { silentLogger } from '../../src-main/platform/logger'
import { PackDownloads } from '../../src-main/scheduling/pack-downloads'
import { ManualClock } from './manual-clock'
import { ManualConditions } from './manual-conditions'
import { MemoryAssetPackStore } from './memory-asset-pack-store'
import { ScriptedInstaller } from './scripted-installer'

/** A download manager with everything around it under the test's control. */
export class SchedulingFixture {
  readonly clock = new ManualClock()
  readonly conditions = new ManualConditions()
  readonly store: MemoryAssetPackStore
  readonly installer: ScriptedInstaller
  readonly downloads: PackDownloads
  readonly updates: DownloadAnnouncement[] = []
  /** What the repository offers when it is asked anew. */
  offered: AssetPack | undefined
  /** What asking it anew fails with. */
  listFailure: AssetPackError | undefined

  /** A store of an earlier fixture: as after a restart. */
  constructor(options: { readonly store?: MemoryAssetPackStore; readonly packsAtOnce?: number } = {}) {
    const store = options.store ?? new MemoryAssetPackStore()
    this.store = store
    this.installer = new ScriptedInstaller(({ assetPack }) => {
      store.install(assetPack)
    })
    this.downloads = new PackDownloads({
      installer: this.installer,
      store,
      newestVersion: () =>
        this.listFailure === undefined ? Promise.resolve(this.offered) : Promise.reject(this.listFailure),
      conditions: this.conditions,
      clock: this.clock,
      random: { fraction: () => 0.999, bytes: (size) => new Uint8Array(size), uuid: () => 'uuid' },
      logger: silentLogger,
      packsAtOnce: options.packsAtOnce ?? 2,
    })
    this.downloads.statusUpdates.subscribe((update) => this.updates.push(update))
  }

  /** State of every download: `tutorial 1: paused`. */
  get states(): readonly string[] {
    return this.downloads.downloads().map(({ assetPack, state }) => {
      const reason = state.kind === 'waiting' ? ` (${state.reason})` : ''
      return `${assetPack.id} ${String(assetPack.version)}: ${state.kind}${reason}`
    })
  }

  /** The kinds of all updates so far: `tutorial: began`. */
  get told(): readonly string[] {
    return this.updates.map(({ kind, assetPack }) => `${assetPack.id}: ${kind}`)
  }

  /** Lets everything that can happen without time passing happen. */
  settled(): Promise<void> {
    return this.clock.advance(0)
  }
}
