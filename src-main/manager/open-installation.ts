import { availableParallelism } from 'node:os'
import type { Configuration } from '../../src-shared/domain/configuration'
import type { Catalog } from '../catalog/catalog'
import { Assembler } from '../installation/assembler'
import { FileLister } from '../installation/file-lister'
import { Installer } from '../installation/installer'
import { PackFiles } from '../installation/pack-files'
import { RemoteFileReader } from '../installation/remote-file-reader'
import { PackFileWriter } from '../installation/pack-file-writer'
import { Repairer } from '../installation/repairer'
import { UnpackWorkers } from '../installation/unpack-workers'
import { Verifier } from '../installation/verifier'
import type { Clock } from '../platform/clock'
import type { Logger } from '../platform/logger'
import { checkOwnScript } from '../platform/own-script'
import { WorkerPool } from '../platform/worker-pool'
import type { AssetPackStore } from '../store/asset-pack-store'
import type { Transport } from '../transport/transport'
import type { ClosingStack } from './closing-stack'
import type { ContainerAccess } from './container-access'
import { connectionsWithin, type LimitSettings } from './limit-settings'
import { PackMaintenance } from './pack-maintenance'
import { PackSaves } from './pack-saves'
import { RemoteReads } from './remote-reads'

/** Each takes some 20 MB, and the whole app shall install with less than 300; more would only compete for the disk. */
const mostWorkers = 3

/** What works with the workers, and what ends before them. */
export function openInstallation(
  unpackWorker: URL | undefined,
  parts: {
    readonly store: AssetPackStore
    readonly catalog: Catalog
    readonly transport: Transport
    readonly limits: LimitSettings
    readonly access: ContainerAccess
  },
  around: { readonly configuration: Configuration; readonly clock: Clock; readonly logger: Logger },
  opened: ClosingStack,
): {
  readonly installer: Installer
  readonly files: PackFiles
  readonly maintenance: PackMaintenance
  readonly remote: RemoteReads
  readonly saves: PackSaves
  readonly lister: FileLister
} {
  const { configuration, clock, logger } = around
  const entry = unpackWorker ?? new URL('./unpack-worker.js', import.meta.url)
  checkOwnScript(entry, 'unpackWorker')
  const size = Math.min(mostWorkers, availableParallelism())
  const pool = opened.use(new WorkerPool({ entry, size, logger }), (it) => it.close())
  const workers = new UnpackWorkers(pool)
  const connections = (): number => connectionsWithin(parts.limits.current)
  const repositoryURL = configuration.manifestURL
  const assembler = new Assembler({ ...parts, repositoryURL, workers, connections, logger })
  const files = new PackFiles({
    signedIndexHashes: (assetPack) => parts.catalog.signedIndexHashes(assetPack),
    transport: parts.transport,
    repositoryURL,
    workers,
    logger,
  })
  const verifier = new Verifier({ ...parts, workers })
  const repairer = new Repairer({ ...parts, verifier, assembler, logger })
  const remote = new RemoteReads(new RemoteFileReader({ ...parts, assembler, workers, logger }), parts.access)
  const writer = new PackFileWriter({ ...parts, repositoryURL, workers, logger })
  const saves = new PackSaves(writer, parts.access)
  const maintenance = new PackMaintenance({ ...parts, verifier, repairer })
  return {
    installer: new Installer({ ...parts, assembler, files, clock, logger }),
    files,
    maintenance: opened.use(maintenance, (it, reason) => it.close(reason)),
    remote: opened.use(remote, (it, reason) => it.close(reason)),
    saves: opened.use(saves, (it, reason) => it.close(reason)),
    lister: new FileLister({ ...parts, catalog: catalogInPlace(parts), workers }),
  }
}

/** Keeps what it fetches where the container is, not where it was when it was asked. */
function catalogInPlace({
  catalog,
  access,
}: {
  readonly catalog: Catalog
  readonly access: ContainerAccess
}): Pick<Catalog, 'packIndex'> {
  return {
    packIndex: (assetPack, signal) => access.use(() => catalog.packIndex(assetPack, signal), signal),
  }
}
