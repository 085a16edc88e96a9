import { resolve } from 'node:path'
import { cancelledBecause } from '../../src-shared/domain/cancellation-reason'
import { AssetPackError } from '../../src-shared/domain/errors'
import type { PackFileRequest, PackFileWriter, SavedPackFile } from '../installation/pack-file-writer'
import type { ContainerAccess } from './container-access'

/** Saves packs as files until it is closed; to one place one at a time. */
export class PackSaves {
  readonly #writer: Pick<PackFileWriter, 'write'>
  readonly #access: ContainerAccess
  readonly #running = new Map<string, Promise<unknown>>()
  readonly #lifetime = new AbortController()

  constructor(writer: Pick<PackFileWriter, 'write'>, access: ContainerAccess) {
    this.#writer = writer
    this.#access = access
  }

  /** See `AssetPackManager.saveAsFile`. */
  async save(request: PackFileRequest): Promise<SavedPackFile> {
    const path = resolve(request.path)
    if (this.#running.has(path)) {
      const sentence = `${path} is being written already. Wait until that has ended, or choose another name.`
      throw new AssetPackError('fileInUse', sentence, { details: { path } })
    }
    const signal = AbortSignal.any([request.signal, this.#lifetime.signal])
    const run = this.#access.use(() => this.#writer.write({ ...request, path, signal }), signal)
    this.#running.set(
      path,
      run.catch(() => undefined),
    )
    return run.finally(() => this.#running.delete(path))
  }

  /** Cancels everything, and waits until it has stopped. */
  async close(reason: AssetPackError = cancelledBecause('closed')): Promise<void> {
    this.#lifetime.abort(reason)
    await Promise.all(this.#running.values())
  }
}
