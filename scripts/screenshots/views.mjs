// What is pictured: the views in the order in which one run of the app comes to them, and the looks of each.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Stage } from './stage.mjs'
import { openDemoWorld, openManyWorld } from './worlds.mjs'

/** @type {Record<string, import('./pictured-app.mjs').Look>} */
export const looks = {
  light: {},
  dark: { theme: 'dark' },
  narrow: { width: 640, height: 800 },
  zoom: { zoom: 2 },
  // The last one: what changes the language says so on the screen for a while.
  arabic: { language: 'ar' },
}
const everyLook = Object.keys(looks)
const firstLooks = ['light', 'dark', 'arabic']
/** Of somebody who was asked what is asked at the first start. */
const welcomed = { welcomed: true }

const seen = (testID) => (app) => app.page.getByTestId(testID).first().waitFor()
/** The heading of a screen is there, and no other one's. */
const shown = (screen) => (app) => app.page.locator(`[data-testid="go-${screen}"][aria-current]`).waitFor()

/** The disk has been measured, and nothing else goes on. */
const measured = async (app) => {
  await seen('share-packs')(app)
  await app.page.locator('[data-testid="measure-again"]:not([data-pending])').waitFor()
}

/**
 * A view: `prepare` brings the stage to it once, `address` and `ready` show it in each look.
 *
 * @typedef {object} View
 * @property {string} name of its files
 * @property {string} title
 * @property {string} text what there is to see, for docs/screens.md
 * @property {string[]} looks
 * @property {(stage: Stage) => Promise<void>} [prepare]
 * @property {(stage: Stage, look: import('./pictured-app.mjs').Look) => Promise<void>} [restart] for a look in another language
 * @property {string} [address]
 * @property {(app: import('./pictured-app.mjs').PicturedApp) => Promise<void>} ready
 * @property {(app: import('./pictured-app.mjs').PicturedApp) => Promise<void>} [leave] after each picture
 */

/** So slowly that what is needed is still coming when the last picture has been taken. */
const verySlow = 20_000

const firstRun = [
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
    looks: ['light', 'dark'],
    prepare: async (stage) => {
      await stage.start({ settings: { language: 'en' } })
      await stage.app.press('welcome-start')
    },
    ready: (app) => app.page.locator('[data-testid="welcome"][data-state="started"]').waitFor(),
  },
]

const library = [
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
    name: 'library-no-match',
    title: 'A search that finds nothing',
    text: 'It says so, and offers the way back.',
    looks: ['light'],
    prepare: (stage) => stage.app.page.getByTestId('search').fill('xylophone'),
    address: '#/library?layout=grid',
    ready: seen('library-no-match'),
  },
]

const downloads = [
  {
    name: 'downloads',
    title: 'Downloads',
    text: 'One pack runs, with its speed and its disk, the time left and its phases; two wait and can be put in another order; below is what ended, and what was saved by reuse.',
    looks: everyLook,
    prepare: async ({ app, world }) => {
      world.line.bytesPerSecond = 400_000
      await app.page.getByTestId('search').fill('')
      await app.go('#/library?layout=grid')
      await app.press('update-symbols')
      await app.press('install-stickers')
      await app.waitForState('stickers', 'waiting')
      await app.waitForState('symbols', 'waiting')
    },
    address: '#/downloads',
    ready: seen('moveUp-stickers'),
  },
  {
    name: 'downloads-paused',
    title: 'Downloads, all paused',
    text: 'Pausing throws nothing away.',
    looks: firstLooks,
    prepare: async ({ app }) => {
      await app.go('#/downloads')
      await app.press('pause-all')
      await app.waitForState('stickers', 'paused')
    },
    address: '#/downloads',
    ready: seen('resume-all'),
  },
]

const tabs = [
  ['overview', 'What a pack is for, and what there is of it.'],
  ['news', 'What the publisher says is new, version by version.'],
  ['files', 'Every file with its size; damaged ones come first once they were checked.'],
  ['versions', 'What can be had, what is here, and the way back to the version before.'],
  ['details', 'What the publisher wrote about the pack, and where it comes from.'],
]
const tabTitles = {
  overview: 'A pack: overview',
  news: 'A pack: what is new',
  files: 'A pack: files',
  versions: 'A pack: versions',
  details: 'A pack: details',
}

const pack = tabs.map(([tab, text], index) => ({
  name: `pack-${tab}`,
  title: tabTitles[tab],
  text,
  looks: everyLook,
  ...(index > 0
    ? {}
    : {
        prepare: async ({ app, world }) => {
          world.line.bytesPerSecond = undefined
          await app.go('#/downloads')
          await app.press('resume-all')
          await app.go('#/library?layout=grid')
          for (const id of ['symbols', 'japanese-typeface', 'stickers'])
            await app.waitForState(id, 'upToDate')
        },
      }),
  address: `#/pack/symbols${tab === 'overview' ? '' : `?tab=${tab}`}`,
  ready: async (app) => {
    await seen(`panel-${tab}`)(app)
    if (tab === 'files') await seen('files-summary')(app)
    if (tab === 'versions') await seen('version-1')(app)
  },
}))

const checked = [
  {
    name: 'pack-check',
    title: 'A pack: its files checked',
    text: 'Every byte against what was signed.',
    looks: firstLooks,
    address: '#/pack/symbols?tab=files',
    ready: async (app) => {
      const dialog = app.page.locator('[data-testid="check-standing"][data-kind="ended"]')
      await app.press('files-check')
      await dialog.waitFor()
    },
    leave: (app) => app.press('check-close'),
  },
]

const rest = [
  {
    name: 'downloads-history',
    title: 'Downloads, with nothing to do',
    text: 'What ended, and what each cost.',
    looks: firstLooks,
    address: '#/downloads',
    ready: seen('history'),
  },
  {
    name: 'storage',
    title: 'Storage',
    text: 'What takes space on the disk, and the way to get it back.',
    looks: everyLook,
    address: '#/storage',
    ready: measured,
  },
  {
    name: 'settings',
    title: 'Settings',
    text: 'Each is in force as soon as it is changed.',
    looks: everyLook,
    address: '#/settings',
    ready: seen('theme-system'),
  },
]

const troubles = [
  {
    name: 'failed',
    title: 'A pack that could not be installed',
    text: 'What happened, what still works, and the one thing to do. The server gives damaged files here.',
    looks: everyLook,
    prepare: async (stage) => {
      await stage.start({ settings: welcomed })
      const { app, world } = stage
      await app.go('#/library?layout=grid')
      for (const id of ['flags', 'emoji']) await app.waitForState(id, 'upToDate')
      await app.press('first-run-continue')
      await world.damageBundles()
      await app.press('install-stickers')
      await app.waitForState('stickers', 'failed')
    },
    address: '#/library?layout=grid',
    ready: shown('library'),
  },
  {
    name: 'failed-pack',
    title: 'The same on the screen of the pack',
    text: 'With the details for those who help.',
    looks: firstLooks,
    address: '#/pack/stickers',
    ready: seen('pack-stickers'),
  },
  {
    name: 'unreachable',
    title: 'The server cannot be reached',
    text: 'Installed packs go on working, and the app tries again by itself.',
    looks: firstLooks,
    prepare: async ({ app, world }) => {
      world.line.cut()
      await app.go('#/library?layout=grid')
      await app.press('check-for-updates')
      await app.waitForConnection('unreachable')
      await seen('notice-unreachable')(app)
    },
    address: '#/library?layout=grid',
    ready: seen('notice-unreachable'),
  },
  {
    name: 'offline',
    title: 'The computer is offline',
    text: 'A status, not an error.',
    looks: firstLooks,
    prepare: async (stage) => {
      // A server on this machine needs no network, so it must be another one.
      await stage.world.configure({ manifestURL: 'https://packs.example/' })
      await stage.start({ offline: true })
      await stage.app.waitForConnection('offline')
    },
    address: '#/library?layout=grid',
    ready: seen('notice-offline'),
  },
  {
    name: 'empty',
    title: 'Nothing to show yet',
    text: 'The first start, with a server that cannot be reached.',
    looks: firstLooks,
    prepare: async (stage) => {
      const { world } = stage
      await world.configure({ containerDirectory: join(world.directory, 'no-packs') })
      await stage.start({ userData: 'new', settings: welcomed })
      await stage.app.waitForConnection('unreachable')
    },
    address: '#/library',
    ready: seen('library-empty'),
  },
  {
    name: 'no-configuration',
    title: 'The app cannot work at all',
    text: 'There is no configuration where it was said to be.',
    looks: ['light', 'dark'],
    prepare: async (stage) => {
      await rm(stage.world.configuration)
      await stage.start({ userData: 'new' })
    },
    ready: seen('startup-problem'),
  },
]

const many = [
  {
    name: 'many-library',
    title: 'Two thousand packs',
    text: 'Only those in sight are drawn.',
    looks: everyLook,
    prepare: (stage) => stage.start({ settings: welcomed }),
    address: '#/library',
    ready: shown('library'),
  },
  {
    name: 'many-grid',
    title: 'Two thousand packs, as cards',
    text: 'The same as cards.',
    looks: firstLooks,
    address: '#/library?layout=grid',
    ready: shown('library'),
  },
  {
    name: 'many-search',
    title: 'Two thousand packs, searched',
    text: 'While somebody types.',
    looks: firstLooks,
    prepare: (stage) => stage.app.page.getByTestId('search').fill('harbor weather'),
    address: '#/library',
    ready: shown('library'),
  },
  {
    name: 'many-downloads',
    title: 'A dozen downloads at once',
    text: 'Some run, the others wait for their turn.',
    looks: everyLook,
    prepare: async ({ app, world }) => {
      await app.go('#/library')
      world.line.bytesPerSecond = 300_000
      for (const id of world.largeIDs) {
        await app.page.getByTestId('search').fill(id)
        await app.press(`install-${id}`)
      }
      await app.page.getByTestId('search').fill('')
    },
    address: '#/downloads',
    ready: seen('pause-all'),
  },
  {
    name: 'many-storage',
    title: 'Storage with hundreds of packs',
    text: 'Largest first.',
    looks: firstLooks,
    address: '#/storage',
    ready: measured,
  },
]

/** The parts of a run: a world, and the views to which an app on it comes one after the other. */
export const parts = [
  {
    open: async (electron) => new Stage(await openDemoWorld(), electron),
    views: [...firstRun, ...library, ...downloads, ...pack, ...checked, ...rest],
  },
  { open: async (electron) => new Stage(await openDemoWorld(), electron), views: troubles },
  { open: async (electron) => new Stage(await openManyWorld(), electron), views: many },
]
