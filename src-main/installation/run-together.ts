import { setMaxListeners } from 'node:events'

/** One of several things that happen at the same time: stops when told, and may set more going in the same group. */
export type GroupTask = (signal: AbortSignal, spawn: (task: GroupTask) => void) => Promise<void>

/**
 * Runs tasks, and what they spawn, at the same time. When one fails, the others are told to stop, and all have ended
 * before the first failure is thrown: whoever hears of it can be sure that nothing of it goes on.
 *
 * @throws the first failure, or the signal's reason.
 */
export async function runTogether(signal: AbortSignal, tasks: readonly GroupTask[]): Promise<void> {
  signal.throwIfAborted()
  const stop = new AbortController()
  const joint = AbortSignal.any([signal, stop.signal])
  // Every job and transfer of the group listens; that is no leak.
  setMaxListeners(0, joint)
  const running: Promise<void>[] = []
  let failure: { readonly error: unknown } | undefined
  const guarded = async (task: GroupTask): Promise<void> => {
    try {
      await task(joint, spawn)
    } catch (error) {
      failure ??= { error }
      stop.abort(error)
    }
  }
  const spawn = (task: GroupTask): void => {
    running.push(guarded(task))
  }
  tasks.forEach(spawn)
  for (let task = running.shift(); task !== undefined; task = running.shift()) await task
  signal.throwIfAborted()
  if (failure !== undefined) throw failure.error
}

/** Works through `items` in their order, `lanes` at a time; ends as {@link runTogether} does. */
export async function runInLanes<T>(
  signal: AbortSignal,
  lanes: number,
  items: readonly T[],
  work: (item: T, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const rest = items.values()
  const lane = async (joint: AbortSignal): Promise<void> => {
    for (const item of rest) {
      joint.throwIfAborted()
      await work(item, joint)
    }
  }
  await runTogether(
    signal,
    Array.from({ length: Math.min(lanes, items.length) }, () => lane),
  )
}
