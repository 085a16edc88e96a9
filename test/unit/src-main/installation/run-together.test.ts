import { describe, expect, test } from 'vitest'
import { runInLanes, runTogether } from '../../../../src-main/installation/run-together'

const never = new AbortController().signal

/** Resolves when the signal aborts, and notes that it has ended. */
async function untilStopped(signal: AbortSignal, ended: string[], name: string): Promise<void> {
  await new Promise((resolve) => {
    signal.addEventListener('abort', resolve, { once: true })
  })
  await Promise.resolve()
  ended.push(name)
}

describe('tasks that run together', () => {
  test('have all ended, what they spawned included, before the first failure is thrown', async () => {
    const ended: string[] = []
    const running = runTogether(never, [
      (signal) => untilStopped(signal, ended, 'task'),
      async (signal, spawn) => {
        spawn(() => untilStopped(signal, ended, 'spawned'))
        await Promise.resolve()
        throw new Error('broken')
      },
    ])
    await expect(running).rejects.toThrow('broken')
    expect(ended.sort()).toEqual(['spawned', 'task'])
  })

  test('end with the reason of the signal when it aborts', async () => {
    const controller = new AbortController()
    const ended: string[] = []
    const running = runTogether(controller.signal, [(signal) => untilStopped(signal, ended, 'task')])
    controller.abort(new Error('enough'))
    await expect(running).rejects.toThrow('enough')
    expect(ended).toEqual(['task'])
  })

  test('do not begin after the signal has aborted', async () => {
    const task = () => Promise.reject(new Error('must not run'))
    await expect(runTogether(AbortSignal.abort(new Error('no')), [task])).rejects.toThrow('no')
  })

  test('work through items in order, some at a time', async () => {
    const begun: number[] = []
    let running = 0
    let most = 0
    await runInLanes(never, 2, [1, 2, 3, 4, 5], async (item) => {
      begun.push(item)
      running += 1
      most = Math.max(most, running)
      await Promise.resolve()
      running -= 1
    })
    expect([begun, most]).toEqual([[1, 2, 3, 4, 5], 2])
  })
})
