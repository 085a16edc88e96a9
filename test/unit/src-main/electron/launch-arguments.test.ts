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
