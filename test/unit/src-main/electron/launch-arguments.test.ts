import { describe, expect, test } from 'vitest'
import { parseLaunchArguments } from '../../../../src-main/electron/launch-arguments'

describe('parseLaunchArguments', () => {
  test('reads its own arguments in both forms, from among those of Electron and Chromium', () => {
    const argv = [
      '--inspect=0',
      '--remote-debugging-port=0',
      '/app',
      '--config',
      'a.json',
      '--user-data-dir=/u',
      '--smoke',
    ]
    expect(parseLaunchArguments(argv)).toEqual({
      config: 'a.json',
      userDataDirectory: '/u',
      smoke: true,
      hidden: false,
    })
  })

  test('asks for nothing by default', () => {
    expect(parseLaunchArguments([])).toEqual({ smoke: false, hidden: false })
  })

  test.each([
    ['a missing value', ['--config']],
    ['an empty value', ['--config=']],
    ['another argument as value', ['--config', '--smoke']],
    ['a NUL', ['--config', 'a\0b']],
    ['a value no path can be', ['--config', 'a'.repeat(100_000)]],
    ['an argument given twice', ['--config', 'a', '--config=b']],
  ])('E-10 refuses %s', (_name, argv) => {
    expect(() => parseLaunchArguments(argv)).toThrow(expect.objectContaining({ code: 'wrongUse' }))
  })

  test.each(['assetpack://install/a', '/tmp/a.assetpack', 'file:///tmp/a.assetpack', '--'])(
    'takes nothing for its own that comes after %s: who wrote a link may have written that, too',
    (opening) => {
      const argv = [
        '--hidden',
        opening,
        '--config=//host/evil.json',
        '--user-data-dir',
        '/elsewhere',
        '--smoke',
      ]
      expect(parseLaunchArguments(argv)).toEqual({ smoke: false, hidden: true })
    },
  )

  test('takes the value of an option for no file that is to be opened', () => {
    expect(parseLaunchArguments(['--config', '/a.assetpack', '--smoke'])).toEqual({
      config: '/a.assetpack',
      smoke: true,
      hidden: false,
    })
  })

  test('E-10 passes over everything that is not its own', () => {
    const argv = [
      'packhouse://install/everything',
      '--no-sandbox',
      '--configs=x',
      '--smoke=1',
      '../../etc/passwd',
    ]
    expect(parseLaunchArguments(argv)).toEqual({ smoke: false, hidden: false })
  })
})
