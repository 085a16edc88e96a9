// What opens above the screens, and what can be taken back.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { dialogLooks, seen } from './looks.mjs'

/** Longer than a removal can be taken back. */
const tooLongMs = 25_000
const grid = '#/library?layout=grid'

const askToRemove = async (app) => {
  await app.press('more-stickers')
  await app.press('remove-stickers')
}

const removeStickers = async (app) => {
  await askToRemove(app)
  await app.press('confirm-remove')
  await seen('undo-bar')(app)
}

const removals = [
  {
    name: 'remove',
    title: 'Before a pack is removed',
    text: 'What becomes free, and that the pack can come again.',
    looks: dialogLooks,
    address: grid,
    ready: async (app) => {
      await askToRemove(app)
      await seen('confirm-remove')(app)
    },
    leave: (app) => app.press('confirm-keep'),
  },
  {
    name: 'undo',
    title: 'A pack was removed',
    text: 'For twenty seconds there is a way back.',
    looks: dialogLooks,
    address: grid,
    ready: removeStickers,
    leave: async (app) => {
      await app.press('undo')
      await app.waitForState('stickers', 'upToDate')
    },
  },
  {
    name: 'undo-late',
    title: 'Too late to undo',
    text: 'Somebody pressed the button in the moment in which the files went.',
    looks: dialogLooks,
    prepare: async ({ app }) => {
      await app.go(grid)
      await removeStickers(app)
      await app.pressAfterStandingStill('undo', tooLongMs)
    },
    address: grid,
    ready: seen('undo-late'),
  },
]

const files = [
  {
    name: 'drop',
    title: 'A file held over the window',
    text: 'Before it is let go.',
    looks: dialogLooks,
    prepare: ({ app }) => app.press('undo-close'),
    address: grid,
    isDrag: true,
    ready: async (app, { world }) => {
      await app.drag([world.packFile], ['dragEnter', 'dragOver'])
      await seen('drop-target')(app)
    },
    leave: (app) => app.drag([], ['dragCancel']),
  },
  {
    name: 'drop-question',
    title: 'Files dropped onto the window',
    text: 'What is in them, and who vouches for it; nothing is installed without an answer.',
    looks: dialogLooks,
    address: grid,
    ready: async (app, { world }) => {
      await app.drag([world.packFile, world.configuration], ['dragEnter', 'dragOver', 'drop'])
      await seen('confirm-install-files')(app)
    },
    leave: (app) => app.press('confirm-keep'),
  },
  {
    name: 'drop-refused',
    title: 'A dropped file that is no pack',
    text: 'What is wrong with it, in plain words.',
    looks: dialogLooks,
    address: grid,
    ready: async (app, { world }) => {
      await app.drag([world.configuration], ['dragEnter', 'dragOver', 'drop'])
      await seen('arrival-refused')(app)
    },
    leave: (app) => app.press('arrival-close'),
  },
  {
    name: 'save',
    title: 'A pack saved as a file',
    text: 'For a computer that has no network.',
    looks: dialogLooks,
    prepare: async ({ app, world }) => {
      await app.answerWithPlace(join(world.directory, 'emoji.assetpack'))
    },
    address: grid,
    ready: async (app) => {
      await app.press('more-emoji')
      await app.press('saveAsFile-emoji')
      await seen('save-show')(app)
    },
    leave: (app) => app.press('save-close'),
  },
]

const others = [
  {
    name: 'move',
    title: 'Moving all packs to another disk',
    text: 'What moves, and what happens meanwhile.',
    looks: dialogLooks,
    prepare: async ({ app, world }) => {
      const place = join(world.directory, 'Games')
      await mkdir(place, { recursive: true })
      await app.answerWithPlace(place)
    },
    address: '#/storage',
    ready: async (app) => {
      await app.press('move-packs')
      await seen('move-start')(app)
    },
    leave: (app) => app.press('move-close'),
  },
  {
    name: 'shortcuts',
    title: 'Keyboard shortcuts',
    text: 'All of them, by what they are for.',
    looks: dialogLooks,
    address: grid,
    ready: async (app) => {
      await app.page.keyboard.press('F1')
      await seen('shortcut-sheet')(app)
    },
    leave: (app) => app.press('close-shortcuts'),
  },
]

/** In the order in which one run comes to them. */
export const dialogs = [...removals, ...files, ...others]
