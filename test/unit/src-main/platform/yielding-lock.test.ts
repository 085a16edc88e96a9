import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ClaimWatch } from '../../../../src-main/platform/claim-watch'
import { givesWay, isClaimed, YieldingLock } from '../../../../src-main/platform/yielding-lock'
import { ManualClock } from '../../../support/manual-clock'
import { codeOf } from '../../../support/open-container'
import { temporaryDirectory } from '../../../support/temporary-directory'

async function aLock(): Promise<{
  readonly directory: string
  readonly path: string
  readonly foreground: () => YieldingLock
  readonly background: () => YieldingLock
}> {
  const directory = await temporaryDirectory()
  const path = join(directory, 'lock')
  return {
    directory,
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

test('is waited for as long as was said, and had as soon as it is given up', async () => {
  const { path, foreground, background } = await aLock()
  const clock = new ManualClock()
  const held = await background().acquire()
  const inTime = foreground().acquireWithin(1_000, clock)
  while (!(await isClaimed(path))) await clock.advance(0)
  held.release()
  await clock.advance(50)
  const lock = await inTime
  lock.release()
  const stubborn = await background().acquire()
  const tooLate = codeOf(foreground().acquireWithin(100, clock))
  while (!(await isClaimed(path))) await clock.advance(0)
  while (await isClaimed(path)) await clock.advance(50)

  expect(await tooLate).toBe('containerLocked')
  stubborn.release()
})

test('is not claimed from a holder that does not work in the background: that one is not asked', async () => {
  const { directory, path, foreground } = await aLock()
  const held = await foreground().acquire()
  const refusal: unknown = await foreground()
    .acquireWithin(1_000, new ManualClock())
    .catch((error: unknown) => error)

  const claims = (await readdir(directory)).filter((name) => name.includes('claim'))
  expect([givesWay(refusal), await isClaimed(path), claims]).toEqual([false, false, []])
  held.release()
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
