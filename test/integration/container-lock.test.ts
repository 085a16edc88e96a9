import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { acquireFileLock } from '../../src-main/platform/file-lock'
import { codeOf } from '../support/open-container'
import { bundleNodeProgram } from '../support/node-program'
import { temporaryDirectory } from '../support/temporary-directory'

let program = ''

beforeAll(async () => {
  program = await bundleNodeProgram(join(import.meta.dirname, '../support/lock-taker.ts'), 'lock-taker')
})

afterAll(async () => {
  await rm(join(program, '..'), { recursive: true, force: true })
})

interface Taker {
  readonly pid: number
  /** `held`, or why not. */
  readonly said: string
  readonly kill: () => Promise<void>
}

/** Another process that tries to take the lock, and if it gets it keeps it until it is killed. */
async function takerOf(path: string): Promise<Taker> {
  const child = spawn(process.execPath, [program, path], { stdio: ['ignore', 'pipe', 'inherit'] })
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }
  onTestFinished(kill)
  const [said] = (await once(child.stdout, 'data')) as [Buffer]
  return { pid: child.pid ?? 0, said: said.toString(), kill }
}

it('lets exactly one of five processes in that start together (D-16)', async () => {
  const path = join(await temporaryDirectory(), 'lock')
  const takers = await Promise.all([1, 2, 3, 4, 5].map(() => takerOf(path)))

  expect(takers.map(({ said }) => said).sort()).toEqual([...Array<string>(4).fill('containerLocked'), 'held'])
})

it('says which process holds the lock, and is free the moment that process is killed (D-16)', async () => {
  const path = join(await temporaryDirectory(), 'lock')
  const holder = await takerOf(path)
  const refusal: unknown = await acquireFileLock(path).catch((error: unknown) => error)
  await holder.kill()
  const lock = await acquireFileLock(path)
  lock.release()

  expect(refusal).toMatchObject({ code: 'containerLocked', details: { pid: holder.pid } })
})

it('does not believe the process id that a dead holder left, even where it is another process’s now (D-16)', async () => {
  const path = join(await temporaryDirectory(), 'lock')
  await (await takerOf(path)).kill()
  await writeFile(`${path}.pid`, `${String(process.ppid)}\n`)
  const lock = await acquireFileLock(path)
  lock.release()

  expect(await readFile(`${path}.pid`, 'utf8')).toBe(`${String(process.pid)}\n`)
})

it('takes a lock file that holds rubbish for a free one, and keeps it held after that', async () => {
  const path = join(await temporaryDirectory(), 'lock')
  await writeFile(path, 'rubbish '.repeat(2_000))
  const lock = await acquireFileLock(path)
  const second = await codeOf(acquireFileLock(path))
  lock.release()

  expect(second).toBe('containerLocked')
})
