// The other screens, with nothing to do.
import { everyLook, firstLooks, measured, seen } from './looks.mjs'

export const ordinary = [
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
