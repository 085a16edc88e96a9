import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import type { Acknowledgement } from './oracle'

/** What the subject is told; see subject.mjs. */
export interface SubjectOptions {
  /** All that is watched: the container, or what it and the folder lie in to which it moves. */
  readonly container: string
  /** The container, from there; absent when it is all. */
  readonly folder?: string
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
/** Lives that a process has one after the other. */
const maxLives = 50

/** Runs the subject to its end, whatever that is. */
export async function runSubject(
  options: SubjectOptions,
  watcher: SubjectWatcher = {},
): Promise<EndedSubject> {
  const told = { library, watched: watcher.onThreads !== undefined, ...options }
  const child = startSubject(told)
  const deadline = setTimeout(() => child.kill('SIGABRT'), patienceMs)
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
    if (await hasLooked(word, words, watcher, child)) letGoOn(child)
  }
  const [code, signal] = await closed
  clearTimeout(deadline)
  return { code, signal, words, stderr }
}

type Subject = ChildProcessByStdio<Writable, Readable, Readable>

/** With one thread in its pool, so that the pool's calls are the same in every run. */
function startSubject(told: object): Subject {
  const child = spawn(process.execPath, [program, JSON.stringify(told)], {
    env: { ...process.env, UV_THREADPOOL_SIZE: '1' },
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  }) as ChildProcess as Subject
  // It may be dead when it is told to go on.
  for (const pipe of [child.stdin, child.stdio[3]]) pipe?.on('error', () => undefined)
  return child
}

function letGoOn({ stdio }: Subject): void {
  ;(stdio[3] as Writable).write('.')
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

/**
 * A subject that lives one life after the other in one process. Starting a process and loading the library is most of what a
 * trial costs otherwise.
 */
export class ResidentSubject {
  readonly #child: Subject
  readonly #lines: AsyncIterator<string>
  readonly #closed: Promise<unknown>
  #stderr = ''
  #lives = 0

  constructor() {
    this.#child = startSubject({ library, resident: true })
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#stderr += text))
    this.#closed = once(this.#child, 'close')
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]()
  }

  /** Whether it may live again: it has not died, and what a life may leave in memory has not added up. */
  get isFit(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null && this.#lives < maxLives
  }

  async run(options: SubjectOptions, watcher: SubjectWatcher = {}): Promise<EndedSubject> {
    this.#lives += 1
    this.#stderr = ''
    const told = { watched: watcher.onThreads !== undefined, ...options }
    // Another signal would wait for a tracer that hangs.
    const deadline = setTimeout(() => this.#child.kill('SIGKILL'), patienceMs)
    this.#child.stdin.write(`${JSON.stringify(told)}\n`)
    const words: SubjectWord[] = []
    try {
      for (;;) {
        const { value, done } = (await this.#lines.next()) as IteratorResult<string, undefined>
        if (done === true) return await this.#death(words)
        const word = JSON.parse(value) as SubjectWord
        if (word.ended === true) return this.#endOfLife(words)
        words.push(word)
        if (await hasLooked(word, words, watcher, this.#child)) letGoOn(this.#child)
      }
    } finally {
      clearTimeout(deadline)
    }
  }

  /** As a process that lives once ends. */
  #endOfLife(words: readonly SubjectWord[]): EndedSubject {
    const code = words.some(({ unhandled }) => unhandled !== undefined) ? 70 : 0
    return { code, signal: null, words, stderr: this.#stderr }
  }

  async #death(words: readonly SubjectWord[]): Promise<EndedSubject> {
    await this.#closed
    const { exitCode: code, signalCode: signal } = this.#child
    return { code, signal, words, stderr: this.#stderr }
  }

  close(): void {
    this.#child.stdin.end()
  }
}
