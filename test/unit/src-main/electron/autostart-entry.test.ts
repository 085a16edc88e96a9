import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { AutostartEntry, autostartText } from '../../../../src-main/electron/autostart-entry'
import { temporaryDirectory } from '../../../support/temporary-directory'

const program = { id: 'group.example.app', name: 'Packs', command: ['/opt/packs/packs', '--hidden'] }

describe('an entry for the start of a session', () => {
  test('is made in the folder that the desktop reads, with the folder if need be, and taken away again', async () => {
    const configHome = join(await temporaryDirectory(), 'config')
    const entry = new AutostartEntry({ configHome, home: '/nowhere' }, program)
    await entry.write()
    const written = await readFile(join(configHome, 'autostart', 'group.example.app.desktop'), 'utf8')
    await entry.remove()
    await entry.remove()
    expect([written, await readdir(join(configHome, 'autostart'))]).toEqual([
      [
        '[Desktop Entry]',
        'Type=Application',
        'Name=Packs',
        'Exec="/opt/packs/packs" "--hidden"',
        'Terminal=false',
        'X-GNOME-Autostart-enabled=true',
        '',
      ].join('\n'),
      [],
    ])
  })

  test.each([undefined, '', 'relative/config'])(
    'is made below .config in the home where XDG_CONFIG_HOME is %j',
    async (configHome) => {
      const home = await temporaryDirectory()
      await new AutostartEntry({ configHome, home }, program).write()
      expect(await readdir(join(home, '.config', 'autostart'))).toEqual(['group.example.app.desktop'])
    },
  )

  test('is renewed when the program has moved, and not made again when somebody took it away', async () => {
    const configHome = await temporaryDirectory()
    const place = { configHome, home: '/nowhere' }
    const moved = new AutostartEntry(place, { ...program, command: ['/new/packs'] })
    await moved.refresh()
    const never = await readdir(configHome)
    await new AutostartEntry(place, program).write()
    await moved.refresh()
    const file = join(configHome, 'autostart', 'group.example.app.desktop')
    expect([never, (await readFile(file, 'utf8')).includes('Exec="/new/packs"')]).toEqual([[], true])
  })

  test('means the same words to the desktop, whatever is in them', () => {
    const text = autostartText({ id: 'x', name: 'Two\nlines', command: ['/a b/100%/$x`"\\', 'ü'] })
    expect(text.split('\n').slice(2, 4)).toEqual([
      String.raw`Name=Two\nlines`,
      String.raw`Exec="/a b/100%%/\\$x\\` + '`' + String.raw`\\"\\\\" "ü"`,
    ])
  })
})
