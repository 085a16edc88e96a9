import type { IncomingMessage } from 'electron'

/** Bytes that may wait for their reader before the sender is held back. */
const mostWaitingBytes = 512 * 1024

/**
 * The body of an answer as it arrives. What has arrived stays here when the connection breaks: Electron's own stream throws
 * away what nobody has read by then.
 */
export class ArrivedBlocks {
  readonly #message: NodeJS.ReadableStream
  #blocks: Uint8Array[] = []
  #waitingBytes = 0
  #isComplete = false
  #wake: () => void = () => undefined

  constructor(message: IncomingMessage) {
    // Electron's message is a Readable; its declaration names only the events.
    this.#message = message as unknown as NodeJS.ReadableStream
    this.#message.on('data', (block: Uint8Array) => {
      this.#blocks.push(block)
      this.#waitingBytes += block.length
      if (this.#waitingBytes >= mostWaitingBytes) this.#message.pause()
      this.#wake()
    })
    this.#message.on('end', () => {
      this.#isComplete = true
      this.#wake()
    })
  }

  /** Whether the body has ended as it should; what has arrived may still wait. */
  get isComplete(): boolean {
    return this.#isComplete
  }

  /** What has arrived since the last call. */
  take(): readonly Uint8Array[] {
    const taken = this.#blocks
    this.#blocks = []
    this.#waitingBytes = 0
    this.#message.resume()
    return taken
  }

  /** Resolves when something has arrived, or the body has ended. */
  change(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve
      if (this.#blocks.length > 0 || this.#isComplete) resolve()
    })
  }
}
