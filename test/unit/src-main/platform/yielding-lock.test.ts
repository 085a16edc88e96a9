import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ClaimWatch } from '../../../../src-main/platform/claim-watch'
import { givesWay, isClaimed, YieldingLock } from '../../../../src-main/platform/yielding-lock'
import { ManualClock } from '../../../support/manual-clock'
import { codeOf } from '../../../support/open-container'
import { temporaryDirectory } from '../../../support/temporary-directory'

async function aLock(): Promise<{
  readonly path: string
  readonly foreground: () => YieldingLock
  readonly background: () => YieldingLock
}> {
  const directory = await temporaryDirectory()
  const path = join(directory, 'lock')
  return {
    path,
    foreground: () => new YieldingLock({ path, isBackground: false }),
    background: () => new YieldingLock({ path, isBackground: true }),
  }
}

test('is claimed from a holder in the background, which gives it up; the claim ends when it is had', async () => {
  const { path, foreground, background } = await aLock()
  const held = await background().acquire()
  const wanting = foreground()
  const refusal: unknown = await wanting.acquire().catch((error: unknown) => error)
  const whileWanted = await isClaimed(path)
  held.release()
  const lock = await wanting.acquire()

  expect([givesWay(refusal), whileWanted, await isClaimed(path)]).toEqual([true, true, false])
  lock.release()
})

/** Resolves when whoever waits for the lock was refused, and looks again after a while. */
async function refused(clock: ManualClock): Promise<void> {
  while (clock.pendingTimers === 0) await clock.advance(0)
}

test('is waited for as long as was said, and had as soon as it is given up', async () => {
  const { path, foreground, background } = await aLock()
  const clock = new ManualClock()
  const held = await background().acquire()
  const inTime = foreground().acquireWithin(1_000, { clock })
  await refused(clock)
  const isAsked = await isClaimed(path)
  held.release()
  await clock.advance(50)
  const lock = await inTime
  lock.release()
  const stubborn = await background().acquire()
  const tooLate = codeOf(foreground().acquireWithin(100, { clock }))
  for (let looks = 0; looks < 2; looks += 1) {
    await refused(clock)
    await clock.advance(50)
  }

  expect([isAsked, await tooLate, await isClaimed(path)]).toEqual([true, 'containerLocked', false])
  stubborn.release()
})

test('is waited for no longer than whoever wants it likes, and is claimed no longer then', async () => {
  const { path, foreground, background } = await aLock()
  const clock = new ManualClock()
  const held = await background().acquire()
  const controller = new AbortController()
  const ended = foreground()
    .acquireWithin(1_000, { clock, signal: controller.signal })
    .catch((error: unknown) => error)
  await refused(clock)
  const reason = new Error('enough')
  controller.abort(reason)

  expect([await ended, await isClaimed(path), clock.pendingTimers]).toEqual([reason, false, 0])
  held.release()
})

test('is waited for no longer when its holder says twice that it does not work in the background', async () => {
  const { path, foreground } = await aLock()
  const clock = new ManualClock()
  const held = await foreground().acquire()
  const code = codeOf(foreground().acquireWithin(1_000, { clock }))
  await refused(clock)
  await clock.advance(50)

  expect([await code, await isClaimed(path)]).toEqual(['containerLocked', false])
  held.release()
})

test.each([
  ['could not say that it works in the background', '', false],
  ['had not said it yet when it was asked first', '1234\n', true],
])('is claimed from a holder that %s', async (_why, hint, isSaidLater) => {
  const { path, foreground, background } = await aLock()
  const clock = new ManualClock()
  const held = await background().acquire()
  const said = await readFile(`${path}.pid`)
  await writeFile(`${path}.pid`, hint)
  const inTime = foreground().acquireWithin(1_000, { clock })
  await refused(clock)
  const isAsked = await isClaimed(path)
  if (isSaidLater) await writeFile(`${path}.pid`, said)
  for (let looks = 0; looks < 3; looks += 1) {
    await clock.advance(50)
    await refused(clock)
  }
  held.release()
  await clock.advance(50)
  const lock = await inTime

  expect(isAsked).toBe(true)
  lock.release()
})

test('is not taken in the background while somebody else waits for it, nor claimed from there', async () => {
  const { path, foreground, background } = await aLock()
  const held = await background().acquire()
  const wanting = foreground()
  await codeOf(wanting.acquire())
  held.release()
  const other = await codeOf(background().acquire())
  wanting.withdraw()
  const free = await background().acquire()
  const second = await codeOf(background().acquire())

  expect([other, second, await isClaimed(path)]).toEqual(['containerLocked', 'containerLocked', false])
  free.release()
})

test('a holder looks four times a second whether somebody waits, until it no longer holds anything', async () => {
  const clock = new ManualClock()
  let looks = 0
  let told = 0
  const watch = new ClaimWatch({
    isClaimed: () => {
      looks += 1
      return looks === 2 ? Promise.reject(new Error('not now')) : Promise.resolve(looks > 2)
    },
    onClaimed: () => {
      told += 1
    },
    clock,
  })
  for (let quarter = 0; quarter < 4; quarter += 1) await clock.advance(250)
  watch.close()
  await clock.advance(1_000)

  expect([looks, told, clock.pendingTimers]).toEqual([4, 2, 0])
})
