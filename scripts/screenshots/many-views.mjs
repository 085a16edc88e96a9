// Two thousand packs.
import { everyLook, firstLooks, measured, seen, shown, welcomed } from './looks.mjs'

export const many = [
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
