// The first start, and the library that it leads to.
import { dialogLooks, everyLook, firstLooks, seen, shown } from './looks.mjs'

/** So slowly that what is needed is still coming when the last picture has been taken. */
const verySlow = 20_000

export const firstRun = [
  {
    name: 'first-run',
    title: 'First run',
    text: 'On one screen: where packs go, what is needed and how far it is, what else there is, and when updates come.',
    looks: everyLook,
    prepare: async (stage) => {
      stage.world.line.bytesPerSecond = verySlow
      await stage.start()
      await stage.app.waitForProgress('flags', 0.1)
    },
    // There is no way to the settings yet: the language is the one that the app starts in.
    restart: async (stage, { language }) => {
      await stage.start({ settings: { language } })
      await stage.app.waitForProgress('flags', 0.1)
    },
    ready: seen('welcome'),
  },
  {
    name: 'first-run-coming',
    title: 'First run, answered',
    text: 'What is needed comes first; the window goes on by itself.',
    looks: firstLooks,
    prepare: async (stage) => {
      await stage.start({ settings: { language: 'en' } })
      await stage.app.press('welcome-start')
    },
    restart: async (stage, { language }) => {
      await stage.start({ settings: { language } })
      await stage.app.press('welcome-start')
    },
    ready: (app) => app.page.locator('[data-testid="welcome"][data-state="started"]').waitFor(),
  },
]

export const library = [
  {
    name: 'library-grid',
    title: 'Library, as cards',
    text: 'What there is, what is here, and the one thing to do with each pack. One pack has an update, another one is on its way.',
    looks: everyLook,
    prepare: async (stage) => {
      const { world } = stage
      world.line.bytesPerSecond = undefined
      await stage.app.page.getByTestId('welcome').waitFor({ state: 'detached' })
      await stage.app.go('#/library?layout=grid')
      await stage.app.waitForState('emoji', 'upToDate')
      await stage.app.press('install-symbols')
      await stage.app.waitForState('symbols', 'upToDate')
      await stage.app.go('#/settings')
      await stage.app.press('updatesOnRequest-request')
      await seen('saved-updatesOnRequest')(stage.app)
      await world.publishUpdate()
      // Pressing the button that looks for updates would bring it; the start looks, too, and does not.
      await stage.start()
      await stage.app.go('#/library?layout=grid')
      await stage.app.waitForState('symbols', 'updateAvailable')
      world.line.bytesPerSecond = 250_000
      await stage.app.press('install-japanese-typeface')
      await stage.app.waitForProgress('japanese-typeface', 0.05)
    },
    address: '#/library?layout=grid',
    ready: shown('library'),
  },
  {
    name: 'library-list',
    title: 'Library, as a list',
    text: 'The same packs, one to a line.',
    looks: everyLook,
    address: '#/library?layout=list',
    ready: shown('library'),
  },
  {
    name: 'library-selection',
    title: 'Several packs selected',
    text: 'What all of them take together, whether that fits, and what can be done with them at once.',
    looks: dialogLooks,
    address: '#/library?layout=list',
    ready: async (app) => {
      await app.page.locator('[data-pack-id]').first().focus()
      await app.page.keyboard.press('ControlOrMeta+a')
      await seen('selection')(app)
    },
    leave: (app) => app.press('selection-clear'),
  },
  {
    name: 'library-no-match',
    title: 'A search that finds nothing',
    text: 'It says so, and offers the way back.',
    looks: ['light', 'german'],
    prepare: (stage) => stage.app.page.getByTestId('search').fill('xylophone'),
    address: '#/library?layout=grid',
    ready: seen('library-no-match'),
  },
]
