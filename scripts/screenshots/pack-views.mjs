// The screen of a pack.
import { dialogLooks, everyLook, seen } from './looks.mjs'

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

export const pack = tabs.map(([tab, text], index) => ({
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

export const checked = [
  {
    name: 'pack-check',
    title: 'A pack: its files checked',
    text: 'Every byte against what was signed.',
    looks: dialogLooks,
    address: '#/pack/symbols?tab=files',
    ready: async (app) => {
      const dialog = app.page.locator('[data-testid="check-standing"][data-kind="ended"]')
      await app.press('files-check')
      await dialog.waitFor()
    },
    leave: (app) => app.press('check-close'),
  },
]
