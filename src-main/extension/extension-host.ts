import type { Readable } from 'node:stream'
import type { Unsubscribe } from '../../src-shared/base/emitter'

/** Megabytes of objects that an extension may hold; one that takes more is ended. */
export const extensionMemoryMB = 128

/**
 * Where an extension runs: apart from the code that asks it, which it can neither block nor take along when it dies.
 *
 * Every `start` begins a run that shares nothing with the one before. The program that runs there is
 * `serveExtension`, and its objects take at most 128 MB.
 */
export interface ExtensionHost {
  start(): ExtensionProcess
}

/** One run of an extension. */
export interface ExtensionProcess {
  /** What it prints. Ends with the run. */
  readonly output: Readonly<Record<'stdout' | 'stderr', Readable>>
  /** Sends plain data. What was sent before the program is there arrives once it is. After the end it does nothing. */
  post(message: unknown): void
  /** Hears what the program posts: plain data, of any shape. */
  onMessage(listener: (message: unknown) => void): Unsubscribe
  /** Hears, once, that the run has ended, and why in words; also after {@link ExtensionProcess.kill}. */
  onExit(listener: (reason: string) => void): Unsubscribe
  /** Ends the run, whatever its code does at that moment; resolves when it has ended. */
  kill(): Promise<void>
}
