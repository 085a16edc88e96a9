import type { Unsubscribe } from '../../src-shared/base/emitter'
import type { ExtensionHost, ExtensionProcess } from '../../src-main/extension/extension-host'
import type { ExtensionReply } from '../../src-main/extension/extension-messages'

/** A host around another one: counts its runs, and lets a test wait until something was heard of one. */
export class RecordingExtensionHost implements ExtensionHost {
  readonly runs: ExtensionProcess[] = []
  readonly #inner: ExtensionHost
  readonly #heard: ExtensionReply[] = []
  readonly #waiting = new Set<() => void>()

  constructor(inner: ExtensionHost) {
    this.#inner = inner
  }

  start(): ExtensionProcess {
    const process = this.#inner.start()
    this.runs.push(process)
    return {
      output: process.output,
      post: (message) => {
        process.post(message)
      },
      onMessage: (listener): Unsubscribe =>
        process.onMessage((message) => {
          listener(message)
          this.#heard.push(message as ExtensionReply)
          for (const look of [...this.#waiting]) look()
        }),
      onExit: (listener) => process.onExit(listener),
      kill: () => process.kill(),
    }
  }

  /** Resolves once whoever asks has heard a reply of that kind so often, over all runs. */
  heard(kind: ExtensionReply['kind'], times = 1): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (this.#heard.filter((reply) => reply.kind === kind).length < times) return
        this.#waiting.delete(look)
        resolve()
      }
      this.#waiting.add(look)
      look()
    })
  }
}
