import { cancelledBecause } from '../../src-shared/domain/cancellation-reason'
import type { AssetPack } from '../../src-shared/domain/asset-pack'
import type { AssetPackError } from '../../src-shared/domain/errors'
import type { RemoteFileReader } from '../installation/remote-file-reader'
import type { ContainerAccess } from './container-access'

/** Reads files of packs that are not installed, until it is closed. */
export class RemoteReads {
  readonly #reader: Pick<RemoteFileReader, 'read'>
  readonly #access: ContainerAccess
  readonly #running = new Set<Promise<unknown>>()
  readonly #lifetime = new AbortController()

  constructor(reader: Pick<RemoteFileReader, 'read'>, access: ContainerAccess) {
    this.#reader = reader
    this.#access = access
  }

  /** See `AssetPackManager.readRemote`. */
  async read(assetPack: AssetPack, path: string, signal: AbortSignal | undefined): Promise<Uint8Array> {
    const lifetime = this.#lifetime.signal
    const joint = signal === undefined ? lifetime : AbortSignal.any([lifetime, signal])
    joint.throwIfAborted()
    const run = this.#access.use(() => this.#reader.read(assetPack, path, joint), joint)
    const ended = run.catch(() => undefined)
    this.#running.add(ended)
    return run.finally(() => this.#running.delete(ended))
  }

  /** Cancels everything, and waits until it has stopped. */
  async close(reason: AssetPackError = cancelledBecause('closed')): Promise<void> {
    this.#lifetime.abort(reason)
    await Promise.all(this.#running)
  }
}
