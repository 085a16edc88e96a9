// The queue while there is something in it.
import { everyLook, firstLooks, seen } from './looks.mjs'

export const downloads = [
  {
    name: 'downloads',
    title: 'Downloads',
    text: 'One pack runs, with its speed and its disk, the time left and its phases; two wait and can be put in another order; below is what ended, and what was reused.',
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
