import type { Readable } from 'node:stream'
import { Worker } from 'node:worker_threads'
import type { Unsubscribe } from '../../src-shared/base/emitter'
import { checkOwnScript } from '../platform/own-script'
import { extensionMemoryMB, type ExtensionHost, type ExtensionProcess } from './extension-host'

/**
 * Runs extensions in threads of this process, with a memory of their own. For processes that cannot start another one of their
 * kind.
 */
export class ThreadExtensionHost implements ExtensionHost {
  readonly #entry: URL

  /** `entry` is the built `extension-thread`. Without it no run can be started. */
  constructor(entry: URL) {
    this.#entry = entry
  }

  start(): ExtensionProcess {
    checkOwnScript(this.#entry, 'extensionThread')
    return new ThreadExtensionProcess(this.#entry)
  }
}

class ThreadExtensionProcess implements ExtensionProcess {
  readonly output: Readonly<Record<'stdout' | 'stderr', Readable>>
  readonly #worker: Worker
  #error: Error | undefined

  constructor(entry: URL) {
    const worker = new Worker(entry, {
      name: 'downloader extension',
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: extensionMemoryMB },
    })
    this.#worker = worker
    this.output = { stdout: worker.stdout, stderr: worker.stderr }
    // A question keeps the process alive by its time limit; an idle extension must not.
    worker.unref()
    worker.on('error', (error) => {
      this.#error = error instanceof Error ? error : new Error(String(error))
    })
  }

  post(message: unknown): void {
    this.#worker.postMessage(message)
  }

  onMessage(listener: (message: unknown) => void): Unsubscribe {
    this.#worker.on('message', listener)
    return () => {
      this.#worker.off('message', listener)
    }
  }

  onExit(listener: (reason: string) => void): Unsubscribe {
    const onExit = (code: number): void => {
      listener(this.#error === undefined ? `It ended with code ${String(code)}.` : String(this.#error))
    }
    this.#worker.once('exit', onExit)
    return () => {
      this.#worker.off('exit', onExit)
    }
  }

  async kill(): Promise<void> {
    await this.#worker.terminate()
  }
}
