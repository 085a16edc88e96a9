import type { AssetPack } from '../../src-shared/domain/asset-pack'
import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import { AssetPackError } from '../../src-shared/domain/errors'
import type { InstalledVersionFacts } from '../../src-shared/domain/installed-version'
import type { ChangedFilesPage, ListedFilesPage } from '../../src-shared/domain/pack-files'
import type { PackPlan } from '../../src-shared/domain/pack-plan'
import type { AssetPackService, VersionRequest } from '../../src-shared/ipc/contract'
import type { AssetPackManager } from '../manager/asset-pack-manager'

/** What the detail of a pack is asked of. */
type DetailSource = Pick<
  AssetPackManager,
  'assetPack' | 'assetPackIsAvailableLocally' | 'changedFiles' | 'files' | 'localVersions' | 'plan'
>

/** What the screen of one pack asks for. */
export function packDetailService(
  manager: DetailSource,
): Pick<AssetPackService, 'plan' | 'localVersions' | 'files' | 'changedFiles'> {
  return {
    plan: (id, { signal }) => packPlan(manager, id, signal),
    localVersions: (id) => Promise.resolve(localVersions(manager, id)),
    files: (request, { signal }) => filePages(manager, request, signal),
    changedFiles: (id, { signal }) => changePages(manager, id, signal),
  }
}

/** What the newest version would take. @throws `assetPackNotFound` when the pack is not offered; what planning throws. */
async function packPlan(manager: DetailSource, id: AssetPackID, signal: AbortSignal): Promise<PackPlan> {
  const assetPack = await manager.assetPack(id, { signal })
  const estimate = await manager.plan(assetPack, { signal })
  const { bytesToFetch, bytesReused, diskBytesNeeded, lowSpaceBytesNeeded } = estimate
  return {
    version: assetPack.version,
    bytesToFetch,
    bytesReused,
    diskBytesNeeded,
    ...(lowSpaceBytesNeeded === undefined ? {} : { lowSpaceBytesNeeded }),
  }
}

/** The versions that are here, as plain data; none for a pack that is not installed. */
function localVersions(manager: DetailSource, id: AssetPackID): readonly InstalledVersionFacts[] {
  if (!manager.assetPackIsAvailableLocally(id)) return []
  return manager
    .localVersions(id)
    .map(({ assetPack, installedAt, isActive }) => ({ assetPack: assetPack.toJSON(), installedAt, isActive }))
}

/**
 * The files of one version, a page at a time.
 *
 * @throws `assetPackNotFound` when it is neither here nor the one that is offered; what listing throws.
 */
async function* filePages(
  manager: DetailSource,
  request: VersionRequest,
  signal: AbortSignal,
): AsyncGenerator<ListedFilesPage, undefined> {
  const assetPack = await requestedVersion(manager, request, signal)
  for await (const files of manager.files(assetPack, { signal })) {
    yield { paths: files.map(({ path }) => path), sizes: files.map(({ size }) => size) }
  }
}

/** The files that differ between what is here and what is offered, a page at a time. @throws what comparing throws. */
async function* changePages(
  manager: DetailSource,
  id: AssetPackID,
  signal: AbortSignal,
): AsyncGenerator<ChangedFilesPage, undefined> {
  for await (const files of manager.changedFiles(id, { signal })) {
    yield {
      paths: files.map(({ path }) => path),
      sizes: files.map(({ size }) => size),
      kinds: files.map(({ kind }) => kind),
    }
  }
}

async function requestedVersion(
  manager: DetailSource,
  { id, version }: VersionRequest,
  signal: AbortSignal,
): Promise<AssetPack> {
  const here = manager.assetPackIsAvailableLocally(id) ? manager.localVersions(id) : []
  const found = here.find(({ assetPack }) => assetPack.version === version)
  if (found !== undefined) return found.assetPack
  const offered = await manager.assetPack(id, { signal })
  if (offered.version === version) return offered
  throw new AssetPackError('assetPackNotFound', `Version ${String(version)} of "${id}" is not offered.`, {
    details: { assetPackID: id, version },
  })
}
