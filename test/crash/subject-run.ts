import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import type { Acknowledgement } from './oracle'

/** What the subject is told; see subject.mjs. */
export interface SubjectOptions {
  readonly container: string
  readonly url: string
  /** The trusted root metadata. */
  readonly root: string
  readonly actions: readonly string[]
  /** Which of the processes it is that have the container one after the other. From 0. */
  readonly life?: number
  /** After a failure, and at the end, it waits for a look and does it again. */
  readonly again?: boolean
}

/** A thread of the subject that touches files: Node's own, the one of its pool, the worker that unpacks. */
export type ThreadName = 'main' | 'pool' | 'worker'

/** What a subject says, each in a line. */
export interface SubjectWord {
  readonly ack?: Acknowledgement['ack']
  readonly threads?: Readonly<Partial<Record<ThreadName, number>>>
  readonly ready?: number
  readonly paused?: boolean
  readonly complaint?: string
  readonly failed?: {
    readonly name: string
    readonly code?: string
    readonly message: string
    readonly details?: { readonly failures?: readonly { readonly code: string }[] }
  }
  readonly unhandled?: string
  /** Of a resident: this life is over. */
  readonly ended?: boolean
}

/** How a subject ended, and all it had said by then. */
export interface EndedSubject {
  readonly code: number | null
  readonly signal: string | null
  readonly words: readonly SubjectWord[]
  readonly stderr: string
}

/** What happens around a run. */
export interface SubjectWatcher {
  /** Threads that touch files from now on; the subject waits until this resolves. Absent: it does not wait. */
  readonly onThreads?: (threads: NonNullable<SubjectWord['threads']>, process: number) => Promise<void>
  /** It waits for a look. */
  readonly onPause?: (wordsSoFar: readonly SubjectWord[]) => void
  readonly onWord?: (word: SubjectWord) => void
  /** It has begun; it may be killed at any time. */
  readonly onStart?: (child: ChildProcess) => void
}

const program = join(import.meta.dirname, 'subject.mjs')
const library = join(import.meta.dirname, '../../out/main/index.js')
/** Nothing here takes a second; whatever takes a minute hangs. */
const patienceMs = 60_000

/** Runs the subject to its end, whatever that is. */
export async function runSubject(
  options: SubjectOptions,
  watcher: SubjectWatcher = {},
): Promise<EndedSubject> {
  const told = { library, watched: watcher.onThreads !== undefined, ...options }
  const child = spawn(process.execPath, [program, JSON.stringify(told)], {
    env: { ...process.env, UV_THREADPOOL_SIZE: '1' },
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: patienceMs,
    killSignal: 'SIGABRT',
  })
  // It may be dead when it is told to go on.
  child.stdin.on('error', () => undefined)
  const closed = once(child, 'close') as Promise<[number | null, string | null]>
  watcher.onStart?.(child)
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const words: SubjectWord[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    const word = parseWord(line)
    if (word === undefined) continue
    words.push(word)
    watcher.onWord?.(word)
    if (await hasLooked(word, words, watcher, child)) child.stdin.write('.')
  }
  const [code, signal] = await closed
  return { code, signal, words, stderr }
}

/** Whether the subject waited for a look, and somebody has had it. */
async function hasLooked(
  { threads, paused }: SubjectWord,
  wordsSoFar: readonly SubjectWord[],
  watcher: SubjectWatcher,
  { pid = 0 }: ChildProcess,
): Promise<boolean> {
  if (threads !== undefined) await watcher.onThreads?.(threads, pid)
  if (paused === true) watcher.onPause?.(wordsSoFar)
  return threads !== undefined || paused === true
}

function parseWord(line: string): SubjectWord | undefined {
  try {
    return JSON.parse(line) as SubjectWord
  } catch {
    // The last word of a process that died while it spoke.
    return undefined
  }
}

/** What it acknowledged. */
export function acknowledgementsOf({ words }: EndedSubject): readonly Acknowledgement[] {
  return words.filter((word): word is SubjectWord & Acknowledgement => word.ack !== undefined)
}

/** A subject that lives one life after the other; nobody harms it. Sparing the start of a process halves a trial. */
export class ResidentSubject {
  readonly #child: ChildProcess
  readonly #lines: AsyncIterator<string>
  readonly #reader: Interface

  constructor() {
    const told = JSON.stringify({ library, resident: true })
    this.#child = spawn(process.execPath, [program, told], { stdio: ['pipe', 'pipe', 'inherit'] })
    if (this.#child.stdout === null) throw new Error('The resident has no voice.')
    this.#reader = createInterface({ input: this.#child.stdout })
    this.#lines = this.#reader[Symbol.asyncIterator]()
  }

  async run(options: SubjectOptions): Promise<EndedSubject> {
    this.#child.stdin?.write(`${JSON.stringify(options)}\n`)
    const words: SubjectWord[] = []
    for (;;) {
      const { value, done } = (await this.#lines.next()) as IteratorResult<string, undefined>
      if (done === true)
        return { code: this.#child.exitCode ?? -1, signal: this.#child.signalCode, words, stderr: '' }
      const word = JSON.parse(value) as SubjectWord
      if (word.ended === true) return { code: 0, signal: null, words, stderr: '' }
      words.push(word)
    }
  }

  close(): void {
    this.#child.stdin?.end()
    this.#reader.close()
  }
}
