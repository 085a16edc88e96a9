import type { JsonValue } from '../../src-shared/base/json'
import type { AssetPackError } from '../../src-shared/domain/errors'
import { exitCodes, retryableExitCodes } from './exit-code'
import { terminalText } from './terminal-text'

/** Where a command writes. Tests collect; the executable uses the process's own streams. */
export interface OutputStreams {
  readonly stdout: { write(text: string | Uint8Array, onFlushed?: () => void): unknown }
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number }
}

/** How the caller wants to be told. */
export interface OutputOptions {
  /** One JSON document on stdout, or one object a line for streams, and nothing else there. */
  readonly json: boolean
  /** Nothing but the result and errors. */
  readonly quiet: boolean
}

/** What a command says: results on stdout, everything else on stderr. */
export class Output {
  readonly json: boolean
  readonly quiet: boolean
  readonly #streams: OutputStreams
  #statusShown = false

  constructor(streams: OutputStreams, options: OutputOptions) {
    this.#streams = streams
    this.json = options.json
    this.quiet = options.quiet
  }

  /** The command's result: `document` for programs, `text` for people. */
  result(document: JsonValue, text: string): void {
    this.#clearStatus()
    this.#streams.stdout.write(`${this.json ? JSON.stringify(document) : text}\n`)
  }

  /** Raw bytes as the result; resolves once they are handed on, so that a slow reader slows the writer. */
  bytes(content: Uint8Array): Promise<void> {
    return new Promise((resolve) => {
      this.#streams.stdout.write(content, resolve)
    })
  }

  /** A line that helps a person along; silent for programs. */
  note(text: string): void {
    if (this.quiet || this.json) return
    this.#clearStatus()
    this.#streams.stderr.write(`${text}\n`)
  }

  /** What a person should know although nothing failed; on stderr whatever the result looks like, unless quiet. */
  warn(text: string): void {
    this.progress(`Warning: ${text}`)
  }

  /** A line on how it goes, on stderr whatever the result looks like, unless quiet. */
  progress(text: string): void {
    if (this.quiet) return
    this.#clearStatus()
    this.#streams.stderr.write(`${text}\n`)
  }

  /** The line that redraws itself on a terminal, and that a pipe never sees. */
  status(text: string): void {
    if (!this.showsStatus) return
    const width = Math.max(20, (this.#streams.stderr.columns ?? 80) - 1)
    this.#streams.stderr.write(`\r\u001b[K${text.slice(0, width)}`)
    this.#statusShown = true
  }

  /** Whether {@link Output.status} reaches anybody. */
  get showsStatus(): boolean {
    return this.#streams.stderr.isTTY === true && !this.quiet && !this.json
  }

  /** An error: one sentence, what to do, its code; or its JSON. */
  failure(error: AssetPackError, exit: number): void {
    this.#clearStatus()
    if (this.json) {
      const { code, message, details } = error
      const retryable = retryableExitCodes.has(exit)
      const document = { ok: false, error: { code, exit, message, retryable, details } }
      this.#streams.stdout.write(`${JSON.stringify(document)}\n`)
      return
    }
    this.#streams.stderr.write(`${terminalText(error.message)} (${error.code}, exit code ${String(exit)})\n`)
  }

  #clearStatus(): void {
    if (!this.#statusShown) return
    this.#streams.stderr.write('\r\u001b[K')
    this.#statusShown = false
  }
}

/** The exit code for an error. */
export function exitCodeFor(error: AssetPackError): number {
  return exitCodes[error.code]
}
