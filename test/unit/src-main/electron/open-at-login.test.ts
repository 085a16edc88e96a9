import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { toAssetPackError } from '../../../../src-shared/domain/errors'
import { openAtLoginOf, type OpenAtLogin } from '../../../../src-main/electron/open-at-login'
import { temporaryDirectory } from '../../../support/temporary-directory'

interface Scene {
  readonly openAtLogin: OpenAtLogin
  /** What the system was told. */
  readonly told: unknown[]
}

function sceneOn(platform: string, { configHome = '', isSandboxed = false } = {}): Scene {
  const told: unknown[] = []
  const openAtLogin = openAtLoginOf({
    app: { setLoginItemSettings: (settings) => told.push(settings) },
    platform,
    isSandboxed,
    place: { configHome, home: '/nowhere' },
    id: 'group.example.app',
    name: 'Packs',
    command: ['/opt/packs', '--config', '/etc/packs.json'],
  })
  return { openAtLogin, told }
}

describe('the start at login', () => {
  test('is told to Windows with the program and its arguments', async () => {
    const { openAtLogin, told } = sceneOn('win32')
    await openAtLogin.set(true)
    await openAtLogin.refresh()
    await openAtLogin.set(false)
    const program = { path: '/opt/packs', args: ['--config', '/etc/packs.json', '--hidden'] }
    expect(told).toEqual([
      { openAtLogin: true, ...program },
      { openAtLogin: false, ...program },
    ])
  })

  test('is told to macOS, which knows the program', async () => {
    const { openAtLogin, told } = sceneOn('darwin')
    await openAtLogin.set(true)
    expect(told).toEqual([{ openAtLogin: true }])
  })

  test('is a file on Linux that starts the program without its window', async () => {
    const configHome = await temporaryDirectory()
    const { openAtLogin, told } = sceneOn('linux', { configHome })
    await openAtLogin.set(true)
    const file = await readFile(join(configHome, 'autostart', 'group.example.app.desktop'), 'utf8')
    await openAtLogin.set(false)
    const after = await readFile(join(configHome, 'autostart', 'group.example.app.desktop')).catch(
      () => 'gone',
    )
    expect([file.split('\n')[3], after, told]).toEqual([
      'Exec="/opt/packs" "--config" "/etc/packs.json" "--hidden"',
      'gone',
      [],
    ])
  })

  test('is not possible inside of a sandbox, and refused there', async () => {
    const { openAtLogin, told } = sceneOn('linux', { isSandboxed: true })
    const refusal = await openAtLogin.set(true).catch((error: unknown) => toAssetPackError(error).code)
    await openAtLogin.set(false)
    expect([openAtLogin.isPossible, refusal, told]).toEqual([false, 'wrongUse', []])
  })
})
