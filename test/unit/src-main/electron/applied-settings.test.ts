import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { usualAppSettings } from '../../../../src-shared/domain/app-settings'
import { toAssetPackError } from '../../../../src-shared/domain/errors'
import { AppSettingsFile } from '../../../../src-main/electron/app-settings-file'
import { AppliedSettings } from '../../../../src-main/electron/applied-settings'
import type { OpenAtLogin } from '../../../../src-main/electron/open-at-login'
import { silentLogger } from '../../../../src-main/platform/logger'
import { temporaryDirectory } from '../../../support/temporary-directory'

async function open() {
  const file = join(await temporaryDirectory(), 'settings.json')
  const nativeTheme: { themeSource: 'system' | 'light' | 'dark' } = { themeSource: 'system' }
  const logger = silentLogger
  const settings = new AppliedSettings({
    file: new AppSettingsFile({ file, usual: usualAppSettings('linux'), logger }),
    nativeTheme,
    systemLanguages: ['de-AT', 'en'],
    logger,
  })
  const asked: boolean[] = []
  const openAtLogin: OpenAtLogin = {
    isPossible: true,
    set: async (isWanted) => void asked.push(isWanted),
    refresh: async () => undefined,
  }
  return { settings, nativeTheme, openAtLogin, asked }
}

describe('settings', () => {
  test('become the colours of windows and the language of the app, at once and for whoever follows them', async () => {
    const { settings, nativeTheme, openAtLogin } = await open()
    const leaving = new AbortController()
    const states = settings.states(openAtLogin, leaving.signal)
    const first = await states.next()
    await settings.change({ theme: 'dark', language: 'ja' }, openAtLogin)
    const second = await states.next()
    leaving.abort()
    expect([first.value, second.value?.language, (await states.next()).done]).toEqual([
      { settings: usualAppSettings('linux'), language: 'de-AT', canOpenAtLogin: true },
      'ja',
      true,
    ])
    expect([nativeTheme.themeSource, settings.language.id]).toEqual(['dark', 'ja'])
  })

  test('ask the system for the start at login before they are kept, and keep nothing that it refuses', async () => {
    const { settings, openAtLogin, asked } = await open()
    await settings.change({ openAtLogin: true }, openAtLogin)
    const refusing: OpenAtLogin = { ...openAtLogin, set: () => Promise.reject(new Error('no')) }
    const refusal = await settings
      .change({ openAtLogin: false }, refusing)
      .catch((error: unknown) => toAssetPackError(error).code)
    expect([asked, refusal, settings.current.openAtLogin]).toEqual([[true], 'internal', true])
  })
})
