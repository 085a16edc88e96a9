import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { PackDownloads } from '../scheduling/pack-downloads'
import type { AssetPackStore } from '../store/asset-pack-store'
import { AutomaticPacks } from './automatic-packs'
import type { CatalogWatch } from './catalog-watch'
import type { ClosingStack } from './closing-stack'
import { ContentProgressRecord } from './content-progress'
import { ContentSchedule } from './content-schedule'
import { FirstLaunch } from './first-launch'
import type { LimitSettings } from './limit-settings'
import { ListFollower } from './list-follower'
import type { AssetPackManagerOptions } from './manager-options'
import type { AssetPackManagerParts } from './manager-parts'
import { openDownloaderExtension } from './open-downloader-extension'
import type { Surroundings } from './open-surroundings'
import { removePack } from './pack-removal'
import { PeriodicRefresh } from './periodic-refresh'
import { PrefetchHold } from './prefetch-hold'
import type { StayingPacks } from './staying-packs'
import { UpdateChecker } from './update-checker'

/** How far the app's content requests are, its first launch, which hangs on one of them, and what they hold back. */
export interface RequestProgress {
  readonly record: ContentProgressRecord
  readonly firstLaunch: FirstLaunch
  readonly prefetchHold: PrefetchHold
}

/** What the container remembers of it. */
export function openRequestProgress(
  { store, downloads }: { readonly store: AssetPackStore; readonly downloads: PackDownloads },
  { configuration, logger }: Surroundings,
): RequestProgress {
  const record = new ContentProgressRecord(store.values, logger)
  const isManaged = configuration.hasManagedAssetPacks
  return {
    record,
    firstLaunch: new FirstLaunch({ record, isManaged, store, downloads, logger }),
    prefetchHold: new PrefetchHold(record, logger),
  }
}

/** What the system fetches by itself, and who says whether it may. */
export function openChecks(
  options: AssetPackManagerOptions,
  parts: {
    readonly catalog: CatalogWatch
    readonly store: AssetPackStore
    readonly staying: StayingPacks
    readonly downloads: PackDownloads
    readonly limits: LimitSettings
  } & RequestProgress &
    Pick<AssetPackManagerParts, 'library' | 'maintenance' | 'housekeeping' | 'removals'>,
  around: Surroundings,
  opened: ClosingStack,
): Pick<AssetPackManagerParts, 'content' | 'updates' | 'extension' | 'periodic'> & {
  readonly automatic: AutomaticPacks
} {
  const { appVersion, configurationDirectory, downloaderExtension } = options
  const { store, staying, downloads, removals } = parts
  const automatic = new AutomaticPacks({ store, downloads, removals, logger: around.logger })
  const wanted = { ...parts, store: staying }
  const content = new ContentSchedule({ ...around, ...wanted, automatic, appVersion })
  const extension = openDownloaderExtension({
    ...around,
    configurationDirectory,
    containerDirectory: () => store.directory,
    extension: downloaderExtension,
  })
  const remove = (id: AssetPackID): Promise<void> => removePack(id, { ...parts, content })
  const updates = opened.use(new UpdateChecker({ ...wanted, content, extension, remove }), (it, reason) =>
    it.close(reason),
  )
  const periodic = opened.use(
    new PeriodicRefresh({ ...around, check: (signal) => updates.check('system', signal) }),
    (it) => it.close(),
  )
  opened.use(new ListFollower({ catalog: parts.catalog, updates, periodic }), (it) => {
    it.close()
  })
  // It ends first: what it has not answered by then is registered by nobody.
  opened.use(extension, (it) => it?.close())
  return { automatic, content, updates, extension, periodic }
}
