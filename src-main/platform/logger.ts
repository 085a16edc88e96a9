import type { JsonObject } from '../../src-shared/base/json'

/** How much a line of the log matters. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/** Where the library says what it does. Embedders pass their own; the default keeps silent. */
export interface Logger {
  /** One line: a sentence and its facts. Never a secret, never an exception thrown. */
  log(level: LogLevel, message: string, facts?: JsonObject): void
}

/** Keeps silent. */
export const silentLogger: Logger = { log: () => undefined }
