import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import { parseConfiguration } from '../../src-shared/domain/configuration'
import { usualLimits } from '../../src-shared/domain/download-limits'
import { AssetPackError, toAssetPackError } from '../../src-shared/domain/errors'
import type { Catalog, HeldIndex } from '../catalog/catalog'
import { openTufCatalog } from '../catalog/tuf-catalog'
import type { Installer } from '../installation/installer'
import { systemLanguages } from '../platform/system-languages'
import { DownloadHistory } from '../scheduling/download-history'
import { PackDownloads } from '../scheduling/pack-downloads'
import { SpeedRecorder } from '../scheduling/speed-recorder'
import { openDiskAssetPackStore } from '../store/disk-asset-pack-store'
import type { AssetPackStore } from '../store/asset-pack-store'
import { Namespace } from '../store/namespace'
import type { OpenTransport } from '../transport/open-transport'
import type { Transport } from '../transport/transport'
import type { AssetPackManager } from './asset-pack-manager'
import { CatalogWatch } from './catalog-watch'
import { ConnectionDoubts } from './connection-doubts'
import { ContainerAccess } from './container-access'
import { ContainerManager } from './container-manager'
import { ContainerMover } from './container-mover'
import { ClosingStack } from './closing-stack'
import { DelayedRemovals } from './delayed-removals'
import { ExplicitRequests } from './explicit-requests'
import { FileInstalls } from './file-installs'
import { platformNameOf } from './host-conditions'
import { Housekeeping } from './housekeeping'
import { Library } from './library'
import { LanguageReconciliation } from './language-reconciliation'
import { LanguageSettings } from './language-settings'
import { LimitSettings } from './limit-settings'
import type { AssetPackManagerOptions } from './manager-options'
import type { AssetPackManagerParts } from './manager-parts'
import { openChecks, openRequestProgress } from './open-checks'
import { openInstallation } from './open-installation'
import { openManagerTransport, openSurroundings, type Surroundings } from './open-surroundings'
import { PackReader } from './pack-reader'
import { removePack } from './pack-removal'
import { PackVersions } from './pack-versions'
import { StayingPacks } from './staying-packs'
import { TrustMarkValues } from './trust-mark-values'
import { watchForClaims } from './watch-for-claims'
import { resolvedLanguage } from './resolved-language'
import type { UpdateChecker } from './update-checker'

/**
 * Opens the container and everything around it, and nothing on the network: `start` does what the system does by itself.
 * Whatever was opened is closed again when this fails.
 *
 * @throws `invalidArgument` when there is no `unpackWorker`, `containerLocked` when another process has the container and does
 * not give way, `configurationInvalid` when the configuration is wrong or its root metadata cannot be read, or what store and
 * catalog say; the signal's reason.
 */
export async function createAssetPackManager(given: AssetPackManagerOptions): Promise<AssetPackManager> {
  given.signal?.throwIfAborted()
  // It need not come from a file, and types do not say what a URL may be.
  const options = { ...given, configuration: parseConfiguration(given.configuration) }
  const opened = new ClosingStack()
  const around = openSurroundings(options, opened)
  try {
    const transport = await openManagerTransport(options.transport, around, opened)
    const manager = await compose(options, around, transport, opened)
    if (options.isBackground === true) opened.use(watchForClaims(manager, around), (it) => it.close())
    return manager
  } catch (error) {
    await opened.close().catch(() => undefined)
    options.signal?.throwIfAborted()
    throw toAssetPackError(error)
  }
}

async function compose(
  options: AssetPackManagerOptions,
  around: Surroundings,
  transport: OpenTransport,
  opened: ClosingStack,
): Promise<ContainerManager> {
  const { configuration, clock } = around
  const rootMetadata = options.rootMetadata ?? (await readRootMetadata(options))
  const store = await openStore(options, around, opened)
  const limits = openLimits(store, around, transport)
  const languages = openLanguages(store, around, options.preferredLanguages)
  const catalog = await openCatalog(rootMetadata, { store, transport }, around, opened)
  const access = new ContainerAccess()
  const parts = { store, catalog, transport, limits, access }
  const { installer, files, ...installation } = openInstallation(options.unpackWorker, parts, around, opened)
  const { maintenance } = installation
  const watch = openWatch(catalog, languages, around, opened)
  const { downloads, housekeeping } = openDownloads({ store, installer, watch, limits }, around, opened)
  const records = openRecords({ store, downloads, limits }, around, opened)
  const removals = openRemovals(around, opened, (id) => remove(id))
  const staying = new StayingPacks(store, removals)
  const progress = openRequestProgress({ store, downloads }, around)
  const shown = { ...around, ...progress, catalog: watch, store, downloads, removals }
  const library = openLibrary(shown, opened)
  const checked = { ...shown, staying, library, limits, maintenance, housekeeping }
  const { automatic, ...checks } = openChecks(options, checked, around, opened)
  const remove = (id: AssetPackID): Promise<void> =>
    removePack(id, { ...checks, store, downloads, maintenance, library, housekeeping })
  const namespace = new Namespace(store, () => resolvedLanguage({ catalog: watch, store, languages }))
  const followed = { catalog: watch, store, staying, downloads, automatic, ...checks }
  const reconciliation = openReconciliation({ ...followed, configuration, remove }, opened)
  return new ContainerManager({
    configuration,
    catalog: watch,
    store,
    downloads,
    ...progress,
    ...checks,
    ...records,
    clock,
    library,
    housekeeping,
    reader: new PackReader(namespace, store),
    namespace,
    ...requestsOf({ ...followed, removals, files }, catalog),
    versions: new PackVersions({ store, downloads, maintenance, library }),
    removals,
    ...installation,
    limits,
    languages,
    reconciliation,
    access,
    mover: openMover({ ...parts, ...checks, downloads, library }, opened),
    estimate: (assetPack, signal) => access.use(() => installer.estimate(assetPack, signal), signal),
    close: (reason) => opened.close(reason),
  })
}

/** What the app, or a person, asks for by name. */
function requestsOf(
  parts: ConstructorParameters<typeof ExplicitRequests>[0] &
    Omit<ConstructorParameters<typeof FileInstalls>[0], 'signedIndexHashes'>,
  catalog: Catalog,
): Pick<AssetPackManagerParts, 'requests' | 'fileInstalls'> {
  const signedIndexHashes = catalog.signedIndexHashes.bind(catalog)
  return {
    requests: new ExplicitRequests(parts),
    fileInstalls: new FileInstalls({ ...parts, signedIndexHashes }),
  }
}

function openReconciliation(
  parts: Omit<ConstructorParameters<typeof LanguageReconciliation>[0], 'apart'> & {
    readonly updates: UpdateChecker
  },
  opened: ClosingStack,
): LanguageReconciliation {
  const apart = <T>(work: () => Promise<T>): Promise<T> => parts.updates.apart(work)
  return opened.use(new LanguageReconciliation({ ...parts, apart }), (it, reason) => it.close(reason))
}

async function openStore(
  { containerDirectory, isBackground, signal }: AssetPackManagerOptions,
  { configuration: { keptVersions }, clock, logger }: Surroundings,
  opened: ClosingStack,
): Promise<AssetPackStore> {
  const directory = resolve(containerDirectory)
  const place = { directory, isBackground, signal }
  const store = await openDiskAssetPackStore({ ...place, keptVersions, clock, logger })
  return opened.use(store, (it) => it.close())
}

async function openCatalog(
  rootMetadata: Uint8Array,
  { store, transport }: { readonly store: AssetPackStore; readonly transport: Transport },
  { configuration, clock, logger }: Surroundings,
  opened: ClosingStack,
): Promise<Catalog> {
  const catalog = await openTufCatalog({
    repositoryURL: configuration.manifestURL,
    rootMetadata,
    directory: () => join(store.directory, 'metadata'),
    transport,
    marks: new TrustMarkValues(store.values),
    heldIndexes: (id) => heldIndexes(store, id),
    clock,
    logger,
  })
  return opened.use(catalog, (it) => it.close())
}

function openLimits(
  { values }: AssetPackStore,
  { configuration, conditions, logger }: Surroundings,
  transport: OpenTransport,
): LimitSettings {
  return new LimitSettings({
    values,
    configured: configuration.network ?? {},
    apply: (limits) => {
      transport.setBytesPerSecond(limits.bytesPerSecond)
      conditions.setLimits(limits)
    },
    logger,
  })
}

/** The list as this system and this reader see it. */
function openWatch(
  catalog: Catalog,
  languages: LanguageSettings,
  around: Surroundings,
  opened: ClosingStack,
): CatalogWatch {
  const platform = platformNameOf(process.platform)
  return opened.use(new CatalogWatch({ ...around, catalog, platform, languages }), (it, reason) =>
    it.close(reason),
  )
}

function openLanguages(
  { values }: AssetPackStore,
  { configuration: { primaryLanguage: primary } }: Surroundings,
  preferred: readonly string[] | undefined,
): LanguageSettings {
  return new LanguageSettings({ values, preferred, system: systemLanguages, primary })
}

/** What was removed goes while that from which it goes is still open. */
function openRemovals(
  around: Surroundings,
  opened: ClosingStack,
  remove: (id: AssetPackID) => Promise<void>,
): DelayedRemovals {
  return opened.use(new DelayedRemovals({ ...around, remove }), (it) => it.close())
}

function openLibrary(parts: ConstructorParameters<typeof Library>[0], opened: ClosingStack): Library {
  return opened.use(new Library(parts), (it) => {
    it.close()
  })
}

/** It ends first: downloads wait for it. */
function openMover(
  parts: ConstructorParameters<typeof ContainerMover>[0],
  opened: ClosingStack,
): ContainerMover {
  return opened.use(new ContainerMover(parts), (it, reason) => {
    it.close(reason)
  })
}

function openDownloads(
  parts: {
    readonly store: AssetPackStore
    readonly installer: Installer
    readonly watch: CatalogWatch
    readonly limits: LimitSettings
  },
  around: Surroundings,
  opened: ClosingStack,
): { readonly downloads: PackDownloads; readonly housekeeping: Housekeeping } {
  const { store, installer, watch, limits } = parts
  const downloads = new PackDownloads({
    ...around,
    installer,
    store,
    newestVersion: async ({ id }, signal) => (await watch.refresh(signal)).assetPack(id),
    packsAtOnce: usualLimits.packsAtOnce,
  })
  limits.follow(({ packsAtOnce = usualLimits.packsAtOnce }) => {
    downloads.setPacksAtOnce(packsAtOnce)
  })
  const housekeeping = new Housekeeping(store, downloads, around.logger)
  opened.use(downloads, async (_it, reason) => {
    // Tidying waits for idle downloads: they end first.
    await downloads.close(reason)
    await housekeeping.close()
  })
  opened.use(new ConnectionDoubts({ catalog: watch, downloads }), (it) => {
    it.close()
  })
  return { downloads, housekeeping }
}

/** What is remembered of downloads: how they ended, and how fast they were. */
function openRecords(
  parts: {
    readonly store: AssetPackStore
    readonly downloads: PackDownloads
    readonly limits: LimitSettings
  },
  { clock, logger }: Surroundings,
  opened: ClosingStack,
): { readonly history: DownloadHistory; readonly speeds: SpeedRecorder } {
  const { store, downloads, limits } = parts
  const history = new DownloadHistory({ table: store.history, clock, logger })
  downloads.endings.subscribe((ending) => {
    history.add(ending)
  })
  const limit = (): number | undefined => limits.current.bytesPerSecond
  const speeds = opened.use(new SpeedRecorder({ downloads, clock, limit }), (it) => {
    it.close()
  })
  return { history, speeds }
}

async function readRootMetadata(options: AssetPackManagerOptions): Promise<Uint8Array> {
  const { rootMetadata } = options.configuration
  const path = resolve(options.configurationDirectory ?? '.', rootMetadata)
  try {
    return await readFile(path)
  } catch (cause) {
    throw new AssetPackError('configurationInvalid', `The trusted root metadata ${path} cannot be read.`, {
      cause,
      details: { key: 'rootMetadata', value: rootMetadata, path },
    })
  }
}

/** The active version first, then those that are kept. */
function heldIndexes(store: AssetPackStore, id: AssetPackID): readonly HeldIndex[] {
  const active = store.installedPack(id)
  return [...(active === undefined ? [] : [active]), ...store.keptVersions(id)].map((installed) => ({
    version: installed.assetPack.version,
    read: () => store.installedIndexBytes(installed),
  }))
}
