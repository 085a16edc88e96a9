import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import {
  runSubject,
  type EndedSubject,
  type SubjectOptions,
  type SubjectWatcher,
  type ThreadName,
} from './subject-run'

/** One call to the system by which the subject touches its container: always the same one in every run. */
export interface FileCall {
  readonly thread: ThreadName
  /** The system's name of it. */
  readonly name: string
  /** Which of the calls of that name, of that thread. From 1. */
  readonly number: number
  /** What it touched, from the container. For people. */
  readonly path: string
  /** Whether something on the disk is another thing after it. */
  readonly changes: boolean
}

/** Everything that {@link recordFileCalls} found out. */
export interface Recording {
  readonly calls: readonly FileCall[]
  /** Everything in the container that was touched, from the container. */
  readonly paths: readonly string[]
  readonly ended: EndedSubject
}

const changing = new Set([
  ...['write', 'pwrite64', 'writev', 'pwritev', 'pwritev2', 'ftruncate', 'truncate', 'copy_file_range'],
  ...['rename', 'renameat', 'renameat2', 'mkdir', 'mkdirat', 'rmdir', 'unlink', 'unlinkat', 'link', 'linkat'],
  ...['symlink', 'symlinkat', 'chmod', 'fchmod', 'fchmodat', 'utimensat', 'fallocate'],
])
/** Locks and closing are no input or output. */
const beside = new Set(['close', 'fcntl', 'lseek', 'mmap', 'poll', 'epoll_ctl', 'ioctl', 'dup', 'flock'])

/** The name under which a call is printed, and asked for again. */
export function callName({ thread, name, number }: FileCall): string {
  return `${thread}/${name}/${number}`
}

/**
 * Before which calls it makes a difference to be killed. The database's shared memory is made anew by whoever opens it
 * alone; of the writes between two synchronisations of its log the first and the last are enough, unless all are asked for.
 */
export function killPoints(calls: readonly FileCall[], all: boolean): readonly FileCall[] {
  const inLog = (call: FileCall | undefined): boolean =>
    call?.name === 'pwrite64' && call.path.endsWith('/state.db-wal')
  return calls.filter((call, index) => {
    if (!call.changes || (!all && call.path.endsWith('/state.db-shm'))) return false
    return all || !inLog(call) || !inLog(calls[index - 1]) || !inLog(calls[index + 1])
  })
}

/** Runs the subject once, unharmed, and lists every call by which it touches its container, thread by thread. */
export async function recordFileCalls(options: SubjectOptions, scratch: string): Promise<Recording> {
  const threads = new Map<ThreadName, number>()
  let tracer: Tracer | undefined
  const ended = await runSubject(options, {
    onThreads: async (found, process) => {
      for (const [name, number] of Object.entries(found)) threads.set(name as ThreadName, number)
      tracer ??= await attach(process, ['-f', '-ff', '-y', '-s', '0', '-o', `${scratch}/calls`])
    },
  })
  if (tracer?.program.exitCode === null) await once(tracer.program, 'close')
  const calls = [...threads].flatMap(([thread, number]) =>
    readdirSync(scratch).includes(`calls.${number}`)
      ? parseCalls(readFileSync(`${scratch}/calls.${number}`, 'utf8'), thread, options.container)
      : [],
  )
  return {
    calls: calls.map(({ call }) => call),
    paths: [...new Set(calls.flatMap(({ paths }) => paths))],
    ended,
  }
}

interface ParsedCall {
  readonly call: FileCall
  readonly paths: readonly string[]
}

/** Reads what strace wrote of one thread. */
export function parseCalls(text: string, thread: ThreadName, container: string): readonly ParsedCall[] {
  const counts = new Map<string, number>()
  const parsed: ParsedCall[] = []
  for (const line of text.split('\n')) {
    const name = /^(\w+)\(/.exec(line)?.[1]
    if (name === undefined || beside.has(name)) continue
    const paths = pathsIn(line, container)
    if (paths.length === 0) continue
    const number = (counts.get(name) ?? 0) + 1
    counts.set(name, number)
    const changes = changing.has(name) || /^open.*O_(?:CREAT|TRUNC)/.test(line)
    parsed.push({ call: { thread, name, number, path: paths.join(' → '), changes }, paths })
  }
  return parsed
}

function pathsIn(line: string, container: string): readonly string[] {
  const found = [...line.matchAll(/["<](\/[^">]*)[">]/g)].map(([, path = '']) => path)
  const own = found.filter((path) => path === container || path.startsWith(`${container}/`))
  return [...new Set(own.map((path) => path.slice(container.length)))]
}

/** What the system does at one call: ends the process before it, or refuses it. */
export type Fault = { readonly kind: 'kill' } | { readonly kind: 'error'; readonly errno: string }

/** A call to be harmed, and all that the filter lets count. */
export interface FaultTarget {
  readonly call: FileCall
  readonly paths: readonly string[]
}

/** How a subject ended that was harmed. */
export interface HarmedSubject extends EndedSubject {
  /** What the refused call touched, as in a {@link FileCall}; `undefined` when the run never came to it. */
  readonly refused: string | undefined
}

/** Runs a subject, {@link runSubject} or one that is there already, with one fault at one call. */
export async function runWithFault(
  options: SubjectOptions,
  { call, paths }: FaultTarget,
  fault: Fault,
  {
    run = runSubject,
    onPause,
  }: { readonly run?: typeof runSubject; readonly onPause?: SubjectWatcher['onPause'] } = {},
): Promise<HarmedSubject> {
  const action = fault.kind === 'kill' ? 'signal=KILL' : `error=${fault.errno}`
  const filter = paths.flatMap((path) => ['-P', `${options.container}${path}`])
  const injection = `inject=${call.name}:${action}:when=${call.number}`
  let tracer: Tracer | undefined
  const ended = await run(options, {
    onThreads: async (found) => {
      const thread = found[call.thread]
      if (thread === undefined || tracer !== undefined) return
      tracer = await attach(thread, [
        ...['-y', '-s', '0', ...filter],
        ...['-e', `trace=${call.name}`, '-e', injection],
      ])
    },
    ...(onPause === undefined ? {} : { onPause }),
  })
  if (tracer !== undefined) await detach(tracer)
  const line = tracer
    ?.said()
    .split('\n')
    .find((each) => each.includes('(INJECTED)'))
  return { ...ended, refused: line && pathsIn(line, options.container).join(' → ') }
}

interface Tracer {
  readonly program: ChildProcess
  /** All that it has written. */
  readonly said: () => string
}

/** It ends by itself with what it watches; that may live on, and goes on when its tracer is gone, whatever that was at. */
async function detach({ program }: Tracer): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return
  const closed = once(program, 'close')
  program.kill('SIGKILL')
  await closed
}

/** Starts strace on a thread, or on a whole process, and resolves once it holds it. */
async function attach(thread: number, args: readonly string[]): Promise<Tracer> {
  const tracer = spawn('strace', [...args, '-p', String(thread)], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  await new Promise<void>((resolve, reject) => {
    tracer.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text
      if (said.includes(' attached')) resolve()
    })
    tracer.on('error', reject)
    tracer.on('close', () => {
      reject(new Error(`strace could not watch the subject: ${said}`))
    })
  })
  return { program: tracer, said: () => said }
}
