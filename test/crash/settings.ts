import { spawnSync } from 'node:child_process'

/** How much is tried; `npm run test:crash` asks for more than `npm test`. */
export interface CrashSettings {
  /** Every scenario and every call, instead of those that fit into `npm test`. */
  readonly isThorough: boolean
  /** Kills at random moments. */
  readonly kills: number
  /** Power cuts, half on ext4, half on XFS. */
  readonly cuts: number
  /**
   * Refused calls in all; `sites` = the first of every kind with every error, `rest` = all the others, `Infinity` = every call
   * with every error.
   */
  readonly errors: number | 'sites' | 'rest'
  /** Of these the k-th of n parts. */
  readonly part: { readonly number: number; readonly of: number } | undefined
  /** Trials at once. */
  readonly lanes: number
  readonly seed: number
  /** One fault only, as a failure names it: `update pool/rename/3 kill`. */
  readonly only: string | undefined
}

/** From the environment, where scripts/test-crash.mjs puts its options. */
export function crashSettings(): CrashSettings {
  const told = JSON.parse(process.env['PACKHOUSE_CRASH'] ?? '{}') as Partial<Record<string, string>>
  const count = (text: string | undefined, otherwise: number): number =>
    text === undefined ? otherwise : text === 'all' ? Infinity : Number(text)
  return {
    isThorough: process.env['PACKHOUSE_CRASH'] !== undefined,
    kills: count(told['kills'], 10),
    cuts: count(told['cuts'], 0),
    errors: errorsOf(told['errors']) ?? count(told['errors'], 40),
    part: partOf(told['part']),
    lanes: lanesOf(count(told['lanes'], 2)),
    seed: count(told['seed'], Date.now() % 1_000_000),
    only: told['only'],
  }
}

function errorsOf(text: string | undefined): 'sites' | 'rest' | undefined {
  return text === 'sites' || text === 'rest' ? text : undefined
}

/** Whether a fault is a kill, by its name. */
export function isKill(fault: string | undefined): boolean {
  return fault?.endsWith(' kill') === true
}

/** In none of them nothing would be tried, and nothing found. */
function lanesOf(count: number): number {
  if (Number.isInteger(count) && count > 0) return count
  throw new Error(`--lanes ${count}: it must be a whole number, 1 or more.`)
}

/** Of `k/n`. */
function partOf(text: string | undefined): CrashSettings['part'] {
  if (text === undefined) return undefined
  const [, number, of] = /^([1-9]\d*)\/([1-9]\d*)$/.exec(text) ?? []
  if (Number(number) <= Number(of)) return { number: Number(number), of: Number(of) }
  throw new Error(`--part ${text}: it must be the number of a part and how many parts there are, as in 3/40.`)
}

/** Why no call can be watched here; `undefined` when it can. */
export function whyNoTracing(): string | undefined {
  if (process.platform !== 'linux') return 'strace is for Linux'
  const { status, error, stderr } = spawnSync('strace', [
    '-qq',
    '-o',
    '/dev/null',
    '-e',
    'trace=none',
    'true',
  ])
  if (error !== undefined) return 'strace is missing'
  return status === 0 ? undefined : `strace cannot watch a process: ${stderr.toString().trim()}`
}

/** Does `work` for each item, several at a time, in their order. */
export async function inLanes<T>(
  lanes: number,
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = items.values()
  const lane = async (): Promise<void> => {
    for (const item of waiting) await work(item)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

/** Numbers in [0, 1), the same ones for the same seed. */
export function seededFractions(seed: number): () => number {
  let state = seed
  return () => {
    // Mulberry32.
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** `count` of them, whichever the seed says. */
export function someOf<T>(items: readonly T[], count: number, seed: number): readonly T[] {
  const next = seededFractions(seed)
  return items
    .map((item) => ({ item, order: next() }))
    .sort((a, b) => a.order - b.order)
    .slice(0, count)
    .map(({ item }) => item)
}

/** Tells the person at the terminal, whatever becomes of the test. */
export function report(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** What was violated, by the command that tries the fault again. Told at once: the whole may take long. */
export class Violations {
  readonly byFault: Record<string, readonly string[]> = {}

  get count(): number {
    return Object.keys(this.byFault).length
  }

  add(command: string, found: readonly string[]): void {
    if (found.length === 0) return
    this.byFault[command] = found
    report(`crash: VIOLATION ${found.join(' | ')}\n  ${command}`)
  }
}
