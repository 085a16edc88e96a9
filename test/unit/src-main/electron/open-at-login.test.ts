import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LoginItemSettings } from 'electron'
import { describe, expect, test } from 'vitest'
import { toAssetPackError } from '../../../../src-shared/domain/errors'
import {
  openAtLoginOf,
  wasStartedHidden,
  type OpenAtLogin,
} from '../../../../src-main/electron/open-at-login'
import { temporaryDirectory } from '../../../support/temporary-directory'

interface Scene {
  readonly openAtLogin: OpenAtLogin
  /** What the system was told. */
  readonly told: unknown[]
}

interface SceneOptions {
  readonly configHome?: string
  readonly isSandboxed?: boolean
  readonly command?: readonly string[]
  /** Whether the system's entry starts exactly this program. */
  readonly isListed?: boolean
}

/** What Electron says of the system's list. */
function itemSettings(settings: Partial<LoginItemSettings>): LoginItemSettings {
  return {
    openAtLogin: false,
    wasOpenedAtLogin: false,
    status: 'not-registered',
    executableWillLaunchAtLogin: false,
    launchItems: [],
    ...settings,
  }
}

function sceneOn(platform: string, options: SceneOptions = {}): Scene {
  const { configHome = '', isSandboxed = false, isListed = false } = options
  const { command = ['/opt/packs', '--config', '/etc/packs.json'] } = options
  const told: unknown[] = []
  const openAtLogin = openAtLoginOf({
    app: {
      setLoginItemSettings: (settings) => told.push(settings),
      getLoginItemSettings: () => itemSettings({ openAtLogin: isListed }),
    },
    platform,
    isSandboxed,
    place: { configHome, home: '/nowhere' },
    id: 'group.example.app',
    name: 'Packs',
    command,
  })
  return { openAtLogin, told }
}

describe('the start at login', () => {
  test('is told to Windows with the program and its arguments, each of which stays one', async () => {
    const { openAtLogin, told } = sceneOn('win32', {
      command: ['C:\\Packs\\packs.exe', '--config', 'C:\\Users\\Jane Doe\\packs.json', 'D:\\all "old"\\'],
    })
    await openAtLogin.set(true)
    await openAtLogin.set(false)
    const program = {
      path: 'C:\\Packs\\packs.exe',
      args: ['--config', '"C:\\Users\\Jane Doe\\packs.json"', String.raw`"D:\all \"old\"\\"`, '--hidden'],
    }
    expect(told).toEqual([
      { openAtLogin: true, ...program },
      { openAtLogin: false, ...program },
    ])
  })

  test('is told to Windows again when the program has moved, and only then', async () => {
    const moved = sceneOn('win32')
    await moved.openAtLogin.refresh()
    const same = sceneOn('win32', { isListed: true })
    await same.openAtLogin.refresh()
    expect([moved.told, same.told]).toMatchObject([[{ openAtLogin: true, path: '/opt/packs' }], []])
  })

  test('is told to macOS, which knows the program', async () => {
    const { openAtLogin, told } = sceneOn('darwin', { command: ['/Applications/Packs.app'] })
    await openAtLogin.set(true)
    expect([openAtLogin.isPossible, told]).toEqual([true, [{ openAtLogin: true }]])
  })

  test('is not possible on macOS where the program needs arguments, which a login item does not get', async () => {
    const { openAtLogin, told } = sceneOn('darwin')
    const refusal = await openAtLogin.set(true).catch((error: unknown) => toAssetPackError(error).code)
    expect([openAtLogin.isPossible, refusal, told]).toEqual([false, 'wrongUse', []])
  })

  test.each([
    ['linux', false, false, false],
    ['linux', true, false, true],
    ['darwin', false, true, true],
    ['darwin', false, false, false],
  ])('on %s with --hidden %s and opened at login %s shows no window: %s', (platform, ...said) => {
    const [isHiddenAsked, wasOpenedAtLogin, expected] = said
    const app = { getLoginItemSettings: () => itemSettings({ wasOpenedAtLogin }) }
    expect(wasStartedHidden({ app, platform, launch: { hidden: isHiddenAsked } })).toBe(expected)
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
