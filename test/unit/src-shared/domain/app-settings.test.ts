import { describe, expect, test } from 'vitest'
import {
  appSettingsChangeSchema,
  readKeptAppSettings,
  usualAppSettings,
} from '../../../../src-shared/domain/app-settings'

const usual = usualAppSettings('linux')

describe('kept settings', () => {
  test('count each by itself: what cannot be used gives way to the usual, and what is not known is passed over', () => {
    const kept = { formatVersion: 9, theme: 'dark', language: 'not a tag', openAtLogin: 'yes', later: 1 }
    expect(readKeptAppSettings(kept, usual)).toEqual({
      settings: { ...usual, theme: 'dark' },
      unusable: ['language', 'openAtLogin'],
    })
  })

  test('keep the app running without a window on macOS, and nowhere else, until somebody says so', () => {
    expect(['darwin', 'win32', 'linux'].map((platform) => usualAppSettings(platform).whenClosed)).toEqual([
      'keepRunning',
      'quit',
      'quit',
    ])
  })
})

test.each([
  [{}, true],
  [{ language: 'pt-BR', announcements: 'off' }, true],
  [{ language: '' }, false],
  [{ whenClosed: 'hide' }, false],
  [{ sound: true }, false],
  [7, false],
])('whether %j is a change of settings: %s', (change, isOne) => {
  expect(appSettingsChangeSchema.safeParse(change).success).toBe(isOne)
})
