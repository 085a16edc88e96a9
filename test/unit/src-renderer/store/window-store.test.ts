import { expect, test } from 'vitest'
import { createWindowStore } from '../../../../src-renderer/store/window-store'
import { startRoute } from '../../../../src-renderer/store/route'
import { ScriptedPace } from '../../../support/scripted-pace'

test('a screen is drawn once the way to it has been painted, and of two only the last', () => {
  const script = new ScriptedPace()
  const store = createWindowStore(startRoute, script.pace)
  const drawn: string[] = []
  store.subscribe(({ shown }, { shown: before }) => {
    if (shown !== before) drawn.push(shown.screen)
  })
  store.getState().go({ screen: 'downloads' })
  store.getState().go({ screen: 'storage' })
  const before = [store.getState().route.screen, ...drawn]
  script.happens('afterPaint')
  expect([before, drawn]).toEqual([['storage'], ['storage']])
})

test('what was typed is searched once the typing rests, and is seen in its field at once', () => {
  const script = new ScriptedPace()
  const store = createWindowStore(startRoute, script.pace)
  const seen = (): unknown => [store.getState().search, store.getState().searched]
  const steps: unknown[] = []
  for (const search of ['m', 'ma']) {
    store.getState().setSearch(search)
    steps.push(seen())
  }
  script.happens('afterPaint')
  steps.push(seen())
  script.happens('afterTyping')
  expect([...steps, seen()]).toEqual([
    ['m', ''],
    ['ma', ''],
    ['ma', ''],
    ['ma', 'ma'],
  ])
})

test.each([
  ['library', true],
  ['storage', false],
] as const)(
  'whoever wants the first pack found and is in the %s by then wants it: %s',
  (screen, isWanted) => {
    const script = new ScriptedPace()
    const store = createWindowStore(startRoute, script.pace)
    store.getState().setSearch('maps')
    store.getState().wantFirstFound()
    store.getState().go({ screen })
    script.happens('afterPaint')
    expect(store.getState().takeFirstFound()).toBe(isWanted)
  },
)

test('without a pace all is drawn at once', () => {
  const store = createWindowStore()
  store.getState().go({ layout: 'list' })
  store.getState().setSearch('maps')
  const { shown, searched } = store.getState()
  expect([shown, searched]).toEqual([{ ...startRoute, layout: 'list' }, 'maps'])
})
