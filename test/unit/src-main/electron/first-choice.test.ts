import { describe, expect, test } from 'vitest'
import { holdForChoice, isChoiceDue } from '../../../../src-main/electron/first-choice'
import { silentLogger, type LogLevel } from '../../../../src-main/platform/logger'
import { finished, ManagerFixture } from '../../../support/manager-fixture'
import { aPack, automatic } from '../../../support/pack-builder'

const offered = [
  aPack({ id: 'needed', ...automatic('essential', 'firstInstallation') }),
  aPack({ id: 'voices', ...automatic('prefetch', 'firstInstallation') }),
]

/** The names of what a start has put into the queue, for somebody who has answered or not. */
async function started(fixture: ManagerFixture, welcomed: boolean): Promise<readonly string[]> {
  holdForChoice(fixture.manager, { welcomed }, silentLogger)
  await fixture.manager.start()
  await fixture.settled()
  return fixture.downloads.downloads().map(({ assetPack }) => assetPack.id)
}

describe('the first choice', () => {
  test.each([
    ['somebody new', { welcomed: false, isPrefetchHeld: false, hasPacks: false }, true],
    ['somebody who quit before answering', { welcomed: false, isPrefetchHeld: true, hasPacks: true }, true],
    ['somebody who has packs already', { welcomed: false, isPrefetchHeld: false, hasPacks: true }, false],
    ['somebody who has answered', { welcomed: true, isPrefetchHeld: false, hasPacks: false }, false],
    ['somebody whose answer just made it', { welcomed: true, isPrefetchHeld: true, hasPacks: true }, false],
  ])('of %s is due or not', (_, facts, isDue) => {
    expect(isChoiceDue(facts)).toBe(isDue)
  })

  test('is still due at the next start, when what is needed has come, and nothing came that nobody chose', async () => {
    const first = new ManagerFixture({ offered })
    const asked = await started(first, false)
    await finished(first)
    await first.manager.close()
    const second = new ManagerFixture({ offered, store: first.store })
    const askedAgain = await started(second, false)
    const isHeld = second.manager.libraryFacts.isPrefetchHeld
    await second.manager.close()
    const third = new ManagerFixture({ offered, store: first.store })
    expect([asked, askedAgain, isHeld, await started(third, true)]).toEqual([
      ['needed'],
      [],
      true,
      ['voices'],
    ])
  })

  test('keeps nobody from the app who has no room to keep it', () => {
    const logged: LogLevel[] = []
    const { manager, store } = new ManagerFixture({ offered })
    store.values.set = () => {
      throw new Error('The disk is full.')
    }
    holdForChoice(manager, { welcomed: false }, { log: (level) => logged.push(level) })
    expect([logged, manager.libraryFacts.isPrefetchHeld]).toEqual([['warn'], undefined])
  })
})
