import { expect, test } from 'vitest'
import { ExclusiveControl } from '../../../../src-main/downloads/exclusive-control'
import { AssetPackError, toAssetPackError } from '../../../../src-shared/domain/errors'
import { ManualClock } from '../../../support/manual-clock'

/** A lock that somebody else holds until it is let go. */
class SharedLock {
  isHeld = false
  tries = 0

  readonly acquire = async (): Promise<{ release: () => void }> => {
    this.tries += 1
    if (this.isHeld) throw new AssetPackError('containerLocked', 'Held.', { details: { pid: 7 } })
    this.isHeld = true
    return {
      release: () => {
        this.isHeld = false
      },
    }
  }
}

function setUp(): {
  readonly lock: SharedLock
  readonly clock: ManualClock
  readonly control: ExclusiveControl
} {
  const lock = new SharedLock()
  const clock = new ManualClock()
  return { lock, clock, control: new ExclusiveControl({ acquireLock: lock.acquire, clock }) }
}

function codeOf(work: Promise<unknown>): Promise<unknown> {
  return work.catch((error: unknown) => toAssetPackError(error).code)
}

test('gives what the work returns, and control back, also when the work fails', async () => {
  const { lock, control } = setUp()
  const seen = await control.run(() => lock.isHeld, {})
  const failed = await codeOf(
    control.run(() => {
      throw new AssetPackError('offline', 'No.')
    }, {}),
  )

  expect([seen, failed, lock.isHeld]).toEqual([true, 'offline', false])
})

test('refuses at once when somebody else has control and now is the date, and says who', async () => {
  const { lock, clock, control } = setUp()
  lock.isHeld = true
  const refusal: unknown = await control
    .run(() => 1, { before: new Date(clock.now()) })
    .catch((error: unknown) => error)

  expect([refusal, lock.tries, clock.pendingTimers]).toEqual([
    expect.objectContaining({ code: 'containerLocked', details: { pid: 7 } }),
    1,
    0,
  ])
})

test('takes what is free even when the date has passed', async () => {
  const { clock, control } = setUp()

  expect(await control.run(() => 'in', { before: new Date(clock.now() - 1) })).toBe('in')
})

test('refuses a date that is none, instead of waiting for ever', async () => {
  const { lock, control } = setUp()
  lock.isHeld = true

  expect(await codeOf(control.run(() => 1, { before: new Date('tomorrow') }))).toBe('invalidArgument')
})

test('waits until the date, and no longer', async () => {
  const { lock, clock, control } = setUp()
  lock.isHeld = true
  const outcomes: unknown[] = []
  const waiting = codeOf(control.run(() => 1, { before: new Date(clock.now() + 1_000) })).then((outcome) =>
    outcomes.push(outcome),
  )
  await clock.advance(999)
  const before = [...outcomes]
  await clock.advance(1)
  await waiting

  expect([before, outcomes]).toEqual([[], ['containerLocked']])
})

test('goes on soon after the other one has given control back', async () => {
  const { lock, clock, control } = setUp()
  lock.isHeld = true
  const waiting = control.run(() => 'in', {})
  await clock.advance(5_000)
  lock.isHeld = false
  await clock.advance(250)

  expect(await waiting).toBe('in')
})

test('stops waiting when its signal aborts', async () => {
  const { lock, clock, control } = setUp()
  lock.isHeld = true
  const stop = new AbortController()
  const waiting = codeOf(control.run(() => 1, { signal: stop.signal }))
  await clock.advance(0)
  stop.abort(new AssetPackError('cancelled', 'Enough.'))

  expect([await waiting, clock.pendingTimers]).toEqual(['cancelled', 0])
})

test('refuses whoever asks from inside, who would wait for itself', async () => {
  const { control } = setUp()

  expect(await codeOf(control.run(() => control.run(() => 1, {}), {}))).toBe('wrongUse')
})

test('takes what the work began and left behind as anybody else', async () => {
  const { control } = setUp()
  let later: Promise<unknown> | undefined
  let goOn: () => void = () => undefined
  const over = new Promise<void>((resolve) => {
    goOn = resolve
  })
  await control.run(() => {
    later = over.then(() => control.run(() => 'in', {}))
  }, {})
  goOn()

  expect(await later).toBe('in')
})
