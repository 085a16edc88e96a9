import { PassThrough, type Readable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { utilityProcess, type UtilityProcess } from 'electron'
import type { Unsubscribe } from '../../src-shared/base/emitter'
import { extensionMemoryMB, type ExtensionHost, type ExtensionProcess } from '../extension/extension-host'
import { checkOwnScript } from '../platform/own-script'

/** Runs extensions in utility processes of Electron: what takes them down takes nothing of the app along. */
export class UtilityExtensionHost implements ExtensionHost {
  readonly #entry: string

  /**
   * `entry` is the path of the built `extension-process`. Without it no run can be started. Electron must be ready when the first
   * one is.
   */
  constructor(entry: string) {
    this.#entry = entry
  }

  start(): ExtensionProcess {
    checkOwnScript(pathToFileURL(this.#entry), 'extensionProcess')
    return new UtilityExtensionProcess(
      utilityProcess.fork(this.#entry, [], {
        serviceName: 'Downloader extension',
        stdio: 'pipe',
        execArgv: [`--js-flags=--max-old-space-size=${String(extensionMemoryMB)}`],
      }),
    )
  }
}

class UtilityExtensionProcess implements ExtensionProcess {
  readonly output: Readonly<Record<'stdout' | 'stderr', Readable>>
  readonly #child: UtilityProcess
  readonly #ended: Promise<void>
  #hasEnded = false

  constructor(child: UtilityProcess) {
    this.#child = child
    this.output = { stdout: outputOf(child.stdout), stderr: outputOf(child.stderr) }
    this.#ended = new Promise((resolve) => {
      child.once('exit', () => {
        this.#hasEnded = true
        resolve()
      })
    })
  }

  post(message: unknown): void {
    if (!this.#hasEnded) this.#child.postMessage(message)
  }

  onMessage(listener: (message: unknown) => void): Unsubscribe {
    this.#child.on('message', listener)
    return () => {
      this.#child.off('message', listener)
    }
  }

  onExit(listener: (reason: string) => void): Unsubscribe {
    const onExit = (code: number): void => {
      listener(`It ended with code ${String(code)}.`)
    }
    this.#child.once('exit', onExit)
    return () => {
      this.#child.off('exit', onExit)
    }
  }

  async kill(): Promise<void> {
    if (!this.#hasEnded) {
      const { pid } = this.#child
      // Electron asks politely: code that is busy, or listens for it, stays.
      if (pid === undefined) this.#child.once('spawn', killed(this.#child))
      else killed(this.#child)()
    }
    await this.#ended
  }
}

function killed(child: UtilityProcess): () => void {
  return () => {
    try {
      if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL')
    } catch {
      // It has ended at this moment.
    }
  }
}

/**
 * When a process has ended, Electron takes every listener off its streams, its own ones too: what waited for a slow reader then
 * never comes, nor does the end. Here they stay until the stream has ended by itself.
 */
function outputOf(stream: NodeJS.ReadableStream | null): Readable {
  const output = new PassThrough()
  if (stream === null) return output.end()
  stream.removeAllListeners = () => stream
  return stream.pipe(output)
}
