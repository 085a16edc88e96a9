import { describe, expect, it } from 'vitest'
import { version } from '../../../../package.json'
import { runCommand } from '../../../support/command-in-process'

describe('assetpack --version', () => {
  it('prints the version and nothing else', async () => {
    expect(await runCommand(['--version'])).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' })
  })
})

describe('the help of a command', () => {
  it.each<readonly [string, readonly string[]]>([
    [
      'publish',
      [
        '--keep <number> (default: 2)',
        '--level <number> (default: 9)',
        '--expires <days> (default: targets 90,',
      ],
    ],
    ['package', ['--level <number> (default: 9)']],
    ['serve', ['--host <address> (default: "127.0.0.1")', '--port <number> (default: 0)']],
    ['template', ['--out <file> (default: stdout)']],
    ['read', ['--pack <id> (default: all packs)']],
  ])('shows the defaults of the options of %s', async (command, expected) => {
    const { stdout } = await runCommand([command, '--help'])
    const options = stdout.replace(/\n {10,}/g, ' ').split('\n')
    const shown = options.flatMap((line) => {
      const [, option, text] = /^ {2}(--\S+ <\S+>) .*(\(default: [^)]*\)?)/.exec(line) ?? []
      return option === undefined || text === undefined ? [] : [`${option} ${text}`]
    })

    expect(shown.map((one, index) => one.slice(0, expected[index]?.length))).toEqual(expected)
  })
})
