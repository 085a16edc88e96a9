import { resolve } from 'node:path'
import { abortable } from '../../src-shared/base/cancellation'
import { cancelledBecause } from '../../src-shared/domain/cancellation-reason'
import type { ContainerMove, ContainerMovePlan } from '../../src-shared/domain/container-move'
import type { AssetPackError } from '../../src-shared/domain/errors'
import type { Catalog } from '../catalog/catalog'
import type { DownloaderExtension } from '../extension/downloader-extension'
import type { PackDownloads } from '../scheduling/pack-downloads'
import type { AssetPackStore } from '../store/asset-pack-store'
import type { Cancellable, ContainerMoveCallOptions } from './call-options'
import type { ContainerAccess } from './container-access'
import type { Library } from './library'

/** What a {@link ContainerMover} works with. */
interface ContainerMoverOptions {
  readonly store: Pick<AssetPackStore, 'planRelocation' | 'relocate'>
  readonly downloads: Pick<PackDownloads, 'whileStopped'>
  readonly catalog: Pick<Catalog, 'whileStill'>
  readonly extension?: Pick<DownloaderExtension, 'whileLogIsStill'> | undefined
  readonly access: ContainerAccess
  readonly library: Pick<Library, 'changed'>
}

/** Moves the container under everything that works with it: what reads on the spot ends first, downloads stop and go on. */
export class ContainerMover {
  readonly #options: ContainerMoverOptions
  readonly #lifetime = new AbortController()

  constructor(options: ContainerMoverOptions) {
    this.#options = options
  }

  /** See `AssetPackManager.planContainerMove`. */
  async plan(directory: string, options: Cancellable): Promise<ContainerMovePlan> {
    const signal = this.#whileOpen(options)
    signal.throwIfAborted()
    return abortable(this.#options.store.planRelocation(resolve(directory), signal), signal)
  }

  /** See `AssetPackManager.moveContainer`. */
  async move(directory: string, options: ContainerMoveCallOptions): Promise<ContainerMove> {
    const signal = this.#whileOpen(options)
    signal.throwIfAborted()
    const { store, downloads, catalog, extension, access, library } = this.#options
    const relocation = {
      directory: resolve(directory),
      signal,
      onProgress: options.onProgress,
      whileStill: (work: () => Promise<void>) =>
        catalog.whileStill(() => extension?.whileLogIsStill(work) ?? work()),
    }
    const moved = await access.alone(() => downloads.whileStopped(() => store.relocate(relocation)), signal)
    // Another drive has other free space.
    library.changed('everything')
    return moved
  }

  /** Ends a move that has not switched yet; who uses the store afterwards waits for that. */
  close(reason: AssetPackError = cancelledBecause('closed')): void {
    this.#lifetime.abort(reason)
  }

  #whileOpen({ signal }: Cancellable): AbortSignal {
    const lifetime = this.#lifetime.signal
    return signal === undefined ? lifetime : AbortSignal.any([lifetime, signal])
  }
}
