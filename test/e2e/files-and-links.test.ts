import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect as expectPage } from 'playwright/test'
import { describe, expect, test } from 'vitest'
import { writeAssetPackFile } from '../../src-main/index'
import { appDirectory, RunningApp } from '../support/electron-app'
import { providedElectron, sandboxArguments } from '../support/electron-process'
import { openWorld, type World } from '../support/electron-world'

/** The file of a pack's published version, as its publisher would hand it out. */
async function fileOf(world: World, id: string): Promise<string> {
  const path = join(world.directory, `${id}.assetpack`)
  const manifestPath = join(world.source(id), '../Manifest.json')
  await writeAssetPackFile({ manifestPath, path, level: 1, signal: new AbortController().signal })
  return path
}

/** Drops files onto the middle of the window as the system does; resolves when the window has been told. */
async function dropFiles({ application }: RunningApp, paths: readonly string[]): Promise<void> {
  await application.evaluate(async ({ BrowserWindow }, files) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    if (contents === undefined) throw new Error('no window')
    contents.debugger.attach()
    const data = { items: [], files, dragOperationsMask: 1 }
    for (const type of ['dragEnter', 'dragOver', 'drop'])
      await contents.debugger.sendCommand('Input.dispatchDragEvent', { type, x: 300, y: 300, data })
    contents.debugger.detach()
  }, paths)
}

/** Starts the app once more, as the system does for a double click or a link; resolves when that one has ended. */
async function startAgain(world: World, ...named: readonly string[]): Promise<unknown> {
  const { executable } = await providedElectron()
  const place = ['--config', world.configuration, '--user-data-dir', world.userData]
  const second = spawn(executable, [...sandboxArguments, appDirectory, ...place, ...named], {
    stdio: 'ignore',
  })
  return once(second, 'exit')
}

async function started(world: World, ...args: readonly string[]): Promise<RunningApp> {
  const app = await RunningApp.start(world, args)
  await app.waitFor('voices', 'upToDate')
  return app
}

describe('a file that is dropped onto the window', () => {
  test('is installed after a click, without a byte from the host', async () => {
    const world = await openWorld()
    const path = await fileOf(world, 'maps')
    const app = await started(world)
    world.line.cut()
    await dropFiles(app, [path])
    const question = app.page.getByRole('alertdialog')
    await question.waitFor()
    expect([await question.textContent(), await world.installed('maps')]).toEqual([
      expect.stringContaining('Install maps from a file?'),
      [],
    ])
    await app.press('confirm-install-files')
    await app.waitFor('maps', 'upToDate')
    expect(await readFile(join((await world.installed('maps'))[0] ?? '', 'readme.txt'), 'utf8')).toContain(
      'version',
    )
    expect(app.problems).toEqual([])
  })

  test('that is none gets a plain sentence', async () => {
    const world = await openWorld()
    const app = await started(world)
    const path = join(world.directory, 'picture.png')
    await writeFile(path, 'no pack')
    await dropFiles(app, [path])
    const answer = app.page.getByTestId('refused-file')
    await answer.waitFor()
    expect([await answer.getAttribute('data-code'), await answer.textContent()]).toEqual([
      'packFileInvalid',
      expect.stringContaining('This file is not a pack'),
    ])
  })

  test('with twenty others is looked at as far as that goes, and the rest is named', async () => {
    const world = await openWorld()
    const app = await started(world)
    const paths = Array.from({ length: 21 }, (_, index) => join(world.directory, `${String(index)}.png`))
    for (const path of paths) await writeFile(path, 'no pack')
    await dropFiles(app, paths)
    await app.page.getByTestId('files-more').waitFor()
    expect(await app.page.getByTestId('refused-file').count()).toBe(20)
  })

  test('is no path that a page could name', async () => {
    const app = await started(await openWorld())
    const outcome = await app.page.evaluate(() => {
      const bridge = Reflect.get(window, 'assetPacks') as { offerFiles: (files: readonly unknown[]) => void }
      try {
        bridge.offerFiles([{ name: 'x', path: '/etc/passwd' }])
        return 'sent'
      } catch {
        return 'refused'
      }
    })
    expect(outcome).toBe('refused')
    await app.page.evaluate(() => {
      const bridge = Reflect.get(window, 'assetPacks') as { offerFiles: (files: readonly File[]) => void }
      bridge.offerFiles([new File(['x'], 'made-up.assetpack')])
    })
    const answer = app.page.getByTestId('refused-file')
    await answer.waitFor()
    expect(await answer.getAttribute('data-code')).toBe('packFileInvalid')
  })
})

describe('a second start of the app', () => {
  test('with a file asks about it in the window that is there', async () => {
    const world = await openWorld()
    const path = await fileOf(world, 'maps')
    const app = await started(world)
    expect(await startAgain(world, path)).toEqual([0, null])
    await app.page.getByTestId('confirm-install-files').waitFor()
    await app.press('confirm-keep')
    expect(await world.installed('maps')).toEqual([])
  })

  test('with a link to a pack shows it, and one to install it asks first', async () => {
    const world = await openWorld()
    const app = await started(world)
    await startAgain(world, 'assetpack://pack/maps')
    await expectPage(app.page).toHaveURL(/#\/pack\/maps$/)
    expect([await app.page.getByRole('alertdialog').count(), await world.installed('maps')]).toEqual([0, []])

    await startAgain(world, 'assetpack://install/maps')
    await app.page.getByTestId('confirm-install-link').waitFor()
    expect(await world.installed('maps')).toEqual([])
    await app.press('confirm-install-link')
    await app.waitFor('maps', 'upToDate')
  })

  test('with a link that leads nowhere says so', async () => {
    const world = await openWorld()
    const app = await started(world)
    for (const link of [
      'assetpack://install/unknown',
      'assetpack://install/..%2f..%2fetc',
      `assetpack://pack/${'a'.repeat(10_000)}`,
    ]) {
      await startAgain(world, link)
      await app.page.getByTestId('arrival-link-refused').waitFor()
      await app.press('arrival-close')
      await app.page.getByTestId('arrival-link-refused').waitFor({ state: 'detached' })
    }
  })
})

describe('the first start of the app', () => {
  test('with a link asks as soon as there is a window', async () => {
    const app = await RunningApp.start(await openWorld(), ['assetpack://install/maps'])
    await app.page.getByTestId('confirm-install-link').waitFor({ timeout: 60_000 })
  })
})

describe('saving a pack as a file', () => {
  test('asks where, and writes what the publisher would hand out', async () => {
    const world = await openWorld()
    const expected = await readFile(await fileOf(world, 'maps'))
    const app = await started(world)
    const saved = join(world.directory, 'saved.assetpack')
    await app.application.evaluate(({ dialog }, filePath) => {
      const asked = (_window: unknown, options: { readonly defaultPath?: string }): Promise<unknown> => {
        Reflect.set(globalThis, 'askedFor', options.defaultPath)
        return Promise.resolve({ canceled: false, filePath })
      }
      Reflect.set(dialog, 'showSaveDialog', asked)
    }, saved)
    await app.press('more-maps')
    await app.press('saveAsFile-maps')
    await expectPage(app.page.getByTestId('save-standing')).toHaveAttribute('data-kind', 'ended', {
      timeout: 30_000,
    })
    const name = await app.application.evaluate(() => String(Reflect.get(globalThis, 'askedFor')))
    expect([name.endsWith('maps-1.assetpack'), expected.equals(await readFile(saved))]).toEqual([true, true])
    expect(app.problems).toEqual([])
  })
})
