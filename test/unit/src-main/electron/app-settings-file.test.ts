import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { usualAppSettings, type AppSettings } from '../../../../src-shared/domain/app-settings'
import { toAssetPackError } from '../../../../src-shared/domain/errors'
import { AppSettingsFile } from '../../../../src-main/electron/app-settings-file'
import { temporaryDirectory } from '../../../support/temporary-directory'

const usual = usualAppSettings('linux')

class Scene {
  readonly log: string[] = []
  readonly file: string

  private constructor(directory: string) {
    this.file = join(directory, 'user-data', 'settings.json')
  }

  /** A folder where nothing is yet, or a file with that text. */
  static async open(text?: string): Promise<Scene> {
    const directory = await temporaryDirectory()
    const scene = new Scene(directory)
    if (text !== undefined) {
      await mkdir(join(directory, 'user-data'))
      await writeFile(scene.file, text)
    }
    return scene
  }

  settings(): AppSettingsFile {
    const logger = { log: (_level: string, message: string) => void this.log.push(message) }
    return new AppSettingsFile({ file: this.file, usual, logger })
  }

  async written(): Promise<unknown> {
    return JSON.parse(await readFile(this.file, 'utf8')) as unknown
  }
}

describe('the settings of the app', () => {
  test('are the usual ones where nothing is kept, and those that were set from the next start on', async () => {
    const scene = await Scene.open()
    const first = scene.settings()
    const before = first.current
    await first.change({ theme: 'dark' })
    expect([before, first.current, scene.settings().current, await scene.written(), scene.log]).toEqual([
      usual,
      { ...usual, theme: 'dark' },
      { ...usual, theme: 'dark' },
      { formatVersion: 1, theme: 'dark' },
      [],
    ])
  })

  test('change one after the other, and each change is heard once it is kept', async () => {
    const scene = await Scene.open()
    const settings = scene.settings()
    const heard: Partial<AppSettings>[] = []
    settings.subscribe(({ theme, whenClosed }) => heard.push({ theme, whenClosed }))
    await Promise.all([settings.change({ theme: 'dark' }), settings.change({ whenClosed: 'keepRunning' })])
    expect([heard, await scene.written(), await readdir(join(scene.file, '..'))]).toEqual([
      [
        { theme: 'dark', whenClosed: 'quit' },
        { theme: 'dark', whenClosed: 'keepRunning' },
      ],
      { formatVersion: 1, theme: 'dark', whenClosed: 'keepRunning' },
      ['settings.json'],
    ])
  })

  test('leave in the file what another version wrote, until that very setting is changed here', async () => {
    const scene = await Scene.open('{"formatVersion":2,"theme":"sepia","sound":{"volume":7},"language":"de"}')
    const settings = scene.settings()
    const read = settings.current
    await settings.change({ notifyEachPack: true })
    const kept = await scene.written()
    await settings.change({ theme: 'light', language: undefined })
    const others = { formatVersion: 2, sound: { volume: 7 }, language: 'de', notifyEachPack: true }
    expect([read, kept, await scene.written(), scene.log]).toEqual([
      { ...usual, language: 'de' },
      { ...others, theme: 'sepia' },
      { ...others, theme: 'light' },
      ['Some settings cannot be used; the usual ones apply.'],
    ])
  })

  test.each(['', '{"theme":', '[]', 'null', '\0\0\0'])(
    'are the usual ones, with a line in the log, where the file is damaged: %j',
    async (text) => {
      const scene = await Scene.open(text)
      const settings = scene.settings()
      const { current } = settings
      await settings.change({ theme: 'dark' })
      expect([current, scene.settings().current.theme, scene.log]).toEqual([
        usual,
        'dark',
        ['The settings cannot be read; the usual ones apply.'],
      ])
    },
  )

  test('do not change where they cannot be kept, and say why', async () => {
    const scene = await Scene.open()
    await writeFile(join(scene.file, '../..', 'user-data'), 'a file where the folder should be')
    const settings = scene.settings()
    const refusals = await Promise.all(
      [{ theme: 'dark' } as const, { theme: 'sepia' } as never].map((change) =>
        settings.change(change).catch((error: unknown) => toAssetPackError(error).code),
      ),
    )
    expect([refusals, settings.current]).toEqual([['notWritable', 'invalidArgument'], usual])
  })
})
