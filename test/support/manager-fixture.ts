import { AssetPackManifest } from '../../src-shared/domain/asset-pack-manifest'
import type { AssetPack } from '../../src-shared/domain/asset-pack'
import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import { parseConfiguration, type Configuration } from '../../src-shared/domain/configuration'
import type { ChangedFile, ListedFile } from '../../src-shared/domain/pack-files'
import type { Catalog, FetchedIndex } from '../../src-main/catalog/catalog'
import type { DownloaderExtension } from '../../src-main/extension/downloader-extension'
import type { InspectedPackFile } from '../../src-main/installation/pack-files'
import type { VerificationReport } from '../../src-main/installation/verification'
import type { VerificationRequest, Verifier } from '../../src-main/installation/verifier'
import type { AssetPackManager } from '../../src-main/manager/asset-pack-manager'
import { AutomaticPacks } from '../../src-main/manager/automatic-packs'
import { CatalogWatch } from '../../src-main/manager/catalog-watch'
import { ConnectionDoubts } from '../../src-main/manager/connection-doubts'
import { ContainerAccess } from '../../src-main/manager/container-access'
import { ContainerManager } from '../../src-main/manager/container-manager'
import { ContainerMover } from '../../src-main/manager/container-mover'
import { ContentProgressRecord } from '../../src-main/manager/content-progress'
import { ContentSchedule } from '../../src-main/manager/content-schedule'
import { DelayedRemovals } from '../../src-main/manager/delayed-removals'
import { ExplicitRequests } from '../../src-main/manager/explicit-requests'
import { FileInstalls } from '../../src-main/manager/file-installs'
import { FirstLaunch } from '../../src-main/manager/first-launch'
import { Housekeeping } from '../../src-main/manager/housekeeping'
import { Library } from '../../src-main/manager/library'
import { LanguageReconciliation } from '../../src-main/manager/language-reconciliation'
import { LanguageSettings } from '../../src-main/manager/language-settings'
import { LimitSettings } from '../../src-main/manager/limit-settings'
import { ListFollower } from '../../src-main/manager/list-follower'
import { PackMaintenance } from '../../src-main/manager/pack-maintenance'
import { PackReader } from '../../src-main/manager/pack-reader'
import { removePack } from '../../src-main/manager/pack-removal'
import { PackVersions } from '../../src-main/manager/pack-versions'
import { PeriodicRefresh } from '../../src-main/manager/periodic-refresh'
import { PrefetchHold } from '../../src-main/manager/prefetch-hold'
import { RemoteReads } from '../../src-main/manager/remote-reads'
import { resolvedLanguage } from '../../src-main/manager/resolved-language'
import { StayingPacks } from '../../src-main/manager/staying-packs'
import { UpdateChecker } from '../../src-main/manager/update-checker'
import { silentLogger } from '../../src-main/platform/logger'
import { DownloadHistory } from '../../src-main/scheduling/download-history'
import { SpeedRecorder } from '../../src-main/scheduling/speed-recorder'
import { Namespace } from '../../src-main/store/namespace'
import type { MemoryAssetPackStore } from './memory-asset-pack-store'
import { SchedulingFixture } from './scheduling'

/** A catalog whose host offers what the test says. */
export class FixedCatalog implements Catalog {
  offered: readonly AssetPack[] = []
  /** What asking the host fails with. */
  failure: Error | undefined
  refreshes = 0
  #lastGood: AssetPackManifest | undefined

  lastGood(): AssetPackManifest | undefined {
    return this.#lastGood
  }

  async refresh(signal: AbortSignal): Promise<AssetPackManifest> {
    this.refreshes += 1
    await Promise.resolve()
    signal.throwIfAborted()
    if (this.failure !== undefined) throw this.failure
    this.#lastGood = new AssetPackManifest(this.offered, this.refreshes)
    return this.#lastGood
  }

  packIndex(): Promise<FetchedIndex> {
    return Promise.reject(new Error('not asked for'))
  }

  signedIndexHashes(): readonly string[] {
    return []
  }

  whileStill<T>(work: () => Promise<T>): Promise<T> {
    return work()
  }

  close(): Promise<void> {
    return Promise.resolve()
  }
}

/** Verifications that run until the test ends them, or their signal does. */
class ScriptedVerifier implements Pick<Verifier, 'verify' | 'isWhole'> {
  readonly running: { readonly request: VerificationRequest; readonly finish: () => void }[] = []

  /** Whether kept versions have all their files. */
  hasAllFiles = true

  isWhole(): Promise<boolean> {
    return Promise.resolve(this.hasAllFiles)
  }

  verify(request: VerificationRequest): Promise<VerificationReport> {
    const { assetPack } = request.installed
    return new Promise((resolve, reject) => {
      const finish = (): void => {
        resolve({ assetPack, findings: [], hasIndex: true, files: 1, checkedBytes: 2 })
      }
      this.running.push({ request, finish })
      request.signal.addEventListener('abort', () => {
        reject(request.signal.reason as Error)
      })
    })
  }
}

/** A manager on a catalog, a store, an installer, a clock and conditions that the test controls. */
export class ManagerFixture extends SchedulingFixture {
  readonly catalog: FixedCatalog
  readonly manager: AssetPackManager
  readonly watch: CatalogWatch
  readonly verifier = new ScriptedVerifier()
  /** What every version of every pack consists of. */
  listedFiles: readonly ListedFile[] = [{ path: 'readme.txt', size: 5 }]
  /** The pack that any `.assetpack` file holds. */
  packInFile: AssetPack | undefined

  constructor(
    options: {
      readonly store?: MemoryAssetPackStore
      readonly catalog?: FixedCatalog
      readonly offered?: readonly AssetPack[]
      readonly configuration?: Partial<Configuration>
      readonly appVersion?: string
      readonly preferredLanguages?: readonly string[]
      readonly packsAtOnce?: number
      readonly extension?: Pick<DownloaderExtension, 'declined'>
    } = {},
  ) {
    super(options)
    const { store, downloads, clock, conditions } = this
    const logger = silentLogger
    const configuration = parseConfiguration({
      appGroupID: 'group.example',
      hasManagedAssetPacks: true,
      manifestURL: 'https://packs.example.com/',
      rootMetadata: 'root.json',
      ...options.configuration,
    })
    this.catalog = options.catalog ?? new FixedCatalog()
    this.catalog.offered = options.offered ?? this.catalog.offered
    const languages = new LanguageSettings({
      values: store.values,
      preferred: options.preferredLanguages,
      system: () => ['en'],
      primary: configuration.primaryLanguage,
    })
    const catalog = new CatalogWatch({
      catalog: this.catalog,
      conditions,
      clock,
      logger,
      platform: 'linux',
      languages,
    })
    this.watch = catalog
    const removals = new DelayedRemovals({ clock, logger, remove: (id) => remove(id) })
    const staying = new StayingPacks(store, removals)
    const automatic = new AutomaticPacks({ store, downloads, removals, logger })
    const record = new ContentProgressRecord(store.values, logger)
    const isManaged = configuration.hasManagedAssetPacks
    const firstLaunch = new FirstLaunch({ record, isManaged, store, downloads, logger })
    const doubts = new ConnectionDoubts({ catalog, downloads })
    const prefetchHold = new PrefetchHold(record, logger)
    const shown = { catalog, store, downloads, removals, firstLaunch, prefetchHold }
    const library = new Library({ ...shown, clock, logger })
    const limits = new LimitSettings({
      values: store.values,
      configured: {},
      apply: () => undefined,
      logger,
    })
    const { appVersion } = options
    const content = new ContentSchedule({
      store: staying,
      downloads,
      automatic,
      removals,
      record,
      firstLaunch,
      prefetchHold,
      configuration,
      limits,
      appVersion,
      logger,
    })
    const housekeeping = new Housekeeping(store, downloads, logger)
    const access = new ContainerAccess()
    const maintenance = new PackMaintenance({
      store,
      access,
      verifier: this.verifier,
      repairer: { repair: () => Promise.reject(new Error('not asked for')) },
    })
    const remove = (id: AssetPackID): Promise<void> =>
      removePack(id, { content, store, downloads, maintenance, library, housekeeping })
    const updates = new UpdateChecker({
      catalog,
      store: staying,
      downloads,
      content,
      limits,
      extension: options.extension,
      remove,
    })
    const random = { fraction: () => 0.5, bytes: (size: number) => new Uint8Array(size), uuid: () => 'uuid' }
    const periodic = new PeriodicRefresh({
      check: (signal) => updates.check('system', signal),
      clock,
      random,
      conditions,
      logger,
    })
    const follower = new ListFollower({ catalog, updates, periodic })
    const namespace = new Namespace(store, () => resolvedLanguage({ catalog, store, languages }))
    const history = new DownloadHistory({ table: store.history, clock, logger })
    downloads.endings.subscribe((ending) => {
      history.add(ending)
    })
    const speeds = new SpeedRecorder({ downloads, clock, limit: () => undefined })
    const reconciliation = new LanguageReconciliation({
      catalog,
      store,
      staying,
      downloads,
      automatic,
      content,
      configuration,
      extension: options.extension,
      remove,
      apart: (work) => updates.apart(work),
    })
    this.manager = new ContainerManager({
      configuration,
      catalog,
      store,
      downloads,
      history,
      speeds,
      clock,
      content,
      firstLaunch,
      prefetchHold,
      updates,
      library,
      periodic,
      housekeeping,
      reader: new PackReader(namespace, store),
      namespace,
      requests: new ExplicitRequests({ catalog, store, downloads, automatic, removals }),
      fileInstalls: new FileInstalls({
        catalog,
        signedIndexHashes: () => ['signed'],
        files: { inspect: (path) => this.#inspect(path) },
        store,
        downloads,
        automatic,
        removals,
      }),
      versions: new PackVersions({ store, downloads, maintenance, library }),
      removals,
      maintenance,
      lister: {
        pages: (assetPack) => this.#pages(assetPack),
        changes: (from, to) => this.#changes(from, to),
      },
      saves: { save: () => Promise.reject(new Error('not asked for')) },
      remote: new RemoteReads({ read: () => Promise.reject(new Error('not asked for')) }, access),
      limits,
      languages,
      reconciliation,
      access,
      mover: new ContainerMover({ store, downloads, catalog: this.catalog, access, library }),
      estimate: () => Promise.resolve({ bytesToFetch: 1, bytesReused: 2, requests: 3, diskBytesNeeded: 4 }),
      close: async (reason) => {
        await removals.close()
        await reconciliation.close(reason)
        follower.close()
        await periodic.close()
        await updates.close(reason)
        library.close()
        speeds.close()
        doubts.close()
        await downloads.close(reason)
        await maintenance.close(reason)
        await housekeeping.close()
        await catalog.close(reason)
      },
    })
  }

  #inspect(path: string): Promise<InspectedPackFile> {
    if (this.packInFile === undefined) return Promise.reject(new Error('not asked for'))
    const { id, version, policy, platforms } = this.packInFile
    const facts = { id, policy, platforms }
    return Promise.resolve({ path, id, version, indexSha256: 'signed', size: 1, facts })
  }

  /** One page: each file, with the versions that were compared. */
  async *#changes(from: AssetPack, to: AssetPack): AsyncGenerator<readonly ChangedFile[], undefined> {
    await Promise.resolve()
    yield this.listedFiles.map(({ path, size }) => ({
      path: `${String(from.version)}-${String(to.version)}/${path}`,
      size,
      kind: 'changed',
    }))
  }

  /** A page of each file, under the name of the version. */
  async *#pages({ version }: AssetPack): AsyncGenerator<readonly ListedFile[], undefined> {
    await Promise.resolve()
    for (const { path, size } of this.listedFiles) yield [{ path: `${String(version)}/${path}`, size }]
  }
}

/** Lets every running attempt finish until nothing is left to do. */
export async function finished(fixture: ManagerFixture): Promise<void> {
  await fixture.settled()
  while (fixture.installer.running.length > 0) {
    for (const name of fixture.installer.running) fixture.installer.attempt(name.split(' ')[0] ?? '').finish()
    await fixture.settled()
  }
}
