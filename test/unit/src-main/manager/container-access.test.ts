import { expect, test } from 'vitest'
import { ContainerAccess } from '../../../../src-main/manager/container-access'

/** Work that ends when the test says so. */
function someWork(log: string[], name: string) {
  let finish: () => void = () => undefined
  const ended = new Promise<void>((resolve) => {
    finish = resolve
  })
  const run = async (): Promise<void> => {
    log.push(`${name} begins`)
    await ended
    log.push(`${name} ends`)
  }
  return { run, finish }
}

const never = new AbortController().signal
const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))

test('lets many work at a time, then one alone, then others again', async () => {
  const access = new ContainerAccess()
  const log: string[] = []
  const [one, two, alone, late] = ['one', 'two', 'alone', 'late'].map((name) => someWork(log, name))
  if (!one || !two || !alone || !late) throw new Error('some work is missing')
  const all = [access.use(one.run), access.use(two.run), access.alone(alone.run, never), access.use(late.run)]
  await turn()
  one.finish()
  await turn()
  two.finish()
  await turn()
  alone.finish()
  late.finish()
  await Promise.all(all)

  expect(log).toEqual([
    'one begins',
    'two begins',
    'one ends',
    'two ends',
    'alone begins',
    'alone ends',
    'late begins',
    'late ends',
  ])
})

test('lets whoever waits leave, and others begin', async () => {
  const access = new ContainerAccess()
  const log: string[] = []
  const [long, alone, late] = ['long', 'alone', 'late'].map((name) => someWork(log, name))
  if (!long || !alone || !late) throw new Error('some work is missing')
  const leaving = new AbortController()
  const left = new Error('left')
  const running = access.use(long.run)
  const waiting = [
    access.alone(alone.run, leaving.signal),
    access.use(() => Promise.resolve(), leaving.signal),
  ].map((work) => work.catch((error: unknown) => error))
  const later = access.use(late.run)
  leaving.abort(left)
  late.finish()
  await later
  long.finish()
  await running

  expect([await Promise.all(waiting), log]).toEqual([
    [left, left],
    ['long begins', 'late begins', 'late ends', 'long ends'],
  ])
})
