import { join } from 'node:path'
import { expect as expectPage } from 'playwright/test'
import { describe, expect, test } from 'vitest'
import { axeViolations } from '../support/axe'
import { RunningApp } from '../support/electron-app'
import { openWorld, type World } from '../support/electron-world'
import { fileTree, seededBytes } from '../support/file-tree'
import { noSmallDisk, openSmallDisk, type SmallDisk } from '../support/small-disk'

/** Eight files of 1 MB in the place of two large ones. */
const nextMaps = Object.fromEntries(
  Array.from({ length: 8 }, (_, number) => [
    `next/${String(number)}.bin`,
    seededBytes(1_000_000, 200 + number),
  ]),
)

/** The app with `maps` on a disk that has no room for the next version beside it, which is offered. */
async function withoutRoom(disk: SmallDisk): Promise<{ readonly world: World; readonly app: RunningApp }> {
  const world = await openWorld()
  await world.configure({ containerDirectory: join(disk.directory, 'container') })
  const app = await RunningApp.start(world, [], disk)
  await app.waitFor('voices', 'upToDate')
  await app.press('install-maps')
  await app.waitFor('maps', 'upToDate')
  await world.publishVersion('maps', nextMaps)
  await app.press('check-for-updates')
  return { world, app }
}

describe('a disk with room for one version of a pack and little more', () => {
  test('the window says what an update with less space costs, and brings it', async (context) => {
    const disk = await openSmallDisk('21m')
    if (disk === undefined) return context.skip(noSmallDisk)
    const { world, app } = await withoutRoom(disk)
    const offer = app.page.getByTestId('updateInLessSpace-maps').first()
    const dialog = app.page.getByRole('alertdialog')

    await offer.click({ timeout: 60_000 })
    await expectPage(dialog).toContainText('It takes longer. The pack cannot be used meanwhile.')
    for (const theme of ['light', 'dark'] as const) {
      await app.setTheme(theme)
      expect(await axeViolations(app)).toEqual([])
    }
    await app.page.keyboard.press('Escape')
    await expectPage(dialog).toBeHidden()
    await expectPage(offer).toBeFocused()

    await offer.press('Enter')
    await app.press('confirm-low-space')
    await app.waitFor('maps', 'upToDate')
    const installed = join(disk.seenFromHere, 'container/packs/maps/2')
    expect(await fileTree(installed)).toEqual(await fileTree(world.source('maps')))
    expect(app.problems).toEqual([])
  })
})
