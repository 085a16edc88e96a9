// What goes wrong, and what the window says then.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { everyLook, firstLooks, seen, shown, welcomed } from './looks.mjs'

export const troubles = [
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
    looks: everyLook,
    prepare: async (stage) => {
      await rm(stage.world.configuration)
      await stage.start({ userData: 'new', settings: { language: 'en' } })
    },
    // There are no settings to change it in: the language is the one that the app starts in.
    restart: (stage, { language }) => stage.start({ userData: 'new', settings: { language } }),
    ready: seen('startup-problem'),
  },
]
