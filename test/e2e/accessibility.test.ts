import { beforeAll, describe, expect, test } from 'vitest'
import { axeViolations } from '../support/axe'
import { RunningApp } from '../support/electron-app'
import { openWorld, slow } from '../support/electron-world'
import { packFiles } from '../support/published-packs'

/** Where a window can be, and what is there once it is. */
const places: Readonly<Record<string, string>> = {
  '#/library?layout=grid': 'layout-grid',
  '#/library?layout=list': 'layout-list',
  '#/downloads': 'moveUp-extra-1',
  '#/storage': 'stored-tutorial',
  '#/settings': 'theme-system',
  '#/pack/tutorial': 'panel-overview',
  '#/pack/tutorial?tab=news': 'panel-news',
  '#/pack/tutorial?tab=files': 'files-summary',
  '#/pack/tutorial?tab=versions': 'version-1',
  '#/pack/tutorial?tab=details': 'panel-details',
  '#/pack/maps': 'pause-maps',
  '#/pack/broken': 'error-broken',
}

const userInfo = {
  description: 'Everything for the first hour.',
  changelog: { '2': '- **Two** new rooms' },
}

/** A window with one pack in two versions, one that comes, one that waits and one that could not be installed. */
async function busyApp(): Promise<RunningApp> {
  const world = await openWorld()
  await world.configure({ network: { packsAtOnce: 1 } })
  const app = await RunningApp.start(world)
  // Colours on their way from one theme to the other are no finding.
  await app.page.emulateMedia({ reducedMotion: 'reduce' })
  await app.waitFor('voices', 'upToDate')
  await world.publishVersion('tutorial', packFiles(77), userInfo)
  await world.publishVersion('extra-1', packFiles(200, 50_000))
  await world.publishVersion('broken', packFiles(300, 50_000))
  await app.press('check-for-updates')
  await app.page.locator('[data-testid="pack-tutorial"]', { hasText: 'Version 2' }).waitFor()
  await app.waitFor('tutorial', 'upToDate')
  await world.loseIndex('broken')
  await app.press('install-broken')
  await app.waitFor('broken', 'failed')
  world.line.bytesPerSecond = slow / 50
  await app.press('install-maps')
  await app.waitFor('maps', 'downloading')
  await app.press('install-extra-1')
  await app.waitFor('extra-1', 'waiting')
  return app
}

async function speak(app: RunningApp, language: string): Promise<void> {
  await app.go('#/settings')
  await app.press('language')
  await app.press(`language-${language}`)
  await app.page.locator(`html[lang|="${language}"]`).waitFor()
}

async function violationsInBothThemes(app: RunningApp, place: string): Promise<readonly string[]> {
  const found: string[] = []
  // Of what axe looks at, a theme changes only colours.
  for (const [theme, scope] of [
    ['light', 'everything'],
    ['dark', 'colours'],
  ] as const) {
    await app.setTheme(theme)
    const violations = await axeViolations(app, scope)
    found.push(...violations.map((violation) => `${place}, ${theme}: ${violation}`))
  }
  return found
}

interface Opening {
  readonly address: string
  /** What is pressed one after the other. */
  readonly press: readonly string[]
  /** What is there then. */
  readonly shown: string
}

/** What opens above a view, by what it is. All of it goes with Escape. */
const openings: Readonly<Record<string, Opening>> = {
  'the menu of a pack': {
    address: '#/library?layout=grid',
    press: ['more-tutorial'],
    shown: 'remove-tutorial',
  },
  'what is asked before a pack is removed': {
    address: '#/library?layout=grid',
    press: ['more-tutorial', 'remove-tutorial'],
    shown: 'confirm-remove',
  },
  'what is asked before a download is cancelled': {
    address: '#/downloads',
    press: ['cancel-maps'],
    shown: 'confirm-cancel',
  },
  'what is asked before going back a version': {
    address: '#/pack/tutorial',
    press: ['more-tutorial', 'rollback-tutorial'],
    shown: 'confirm-rollback',
  },
  'the details of what went wrong': {
    address: '#/library?layout=list',
    press: ['error-details-broken'],
    shown: 'error-whole-broken',
  },
  'how the list looks': { address: '#/library?layout=list', press: ['view'], shown: 'view-policy' },
}

async function escape({ page }: RunningApp, shown: string): Promise<void> {
  await page.keyboard.press('Escape')
  await page.getByTestId(shown).first().waitFor({ state: 'detached' })
}

describe('axe finds nothing wrong with any view in either theme', () => {
  let app: RunningApp

  beforeAll(async () => {
    app = await busyApp()
  })

  test.each(Object.entries(openings))('nor with %s', async (name, { address, press, shown }) => {
    await app.go(address)
    for (const testID of press) await app.press(testID)
    await app.page.getByTestId(shown).first().waitFor()
    const found = await violationsInBothThemes(app, name)
    await escape(app, shown)
    expect(found).toEqual([])
  })

  test('nor with the shortcuts', async () => {
    await app.page.keyboard.press('F1')
    await app.page.getByTestId('shortcut-sheet').waitFor()
    const found = await violationsInBothThemes(app, 'the shortcuts')
    await escape(app, 'shortcut-sheet')
    expect(found).toEqual([])
  })

  test('nor with a search that finds nothing', async () => {
    await app.go('#/library?layout=grid')
    await app.page.getByTestId('search').fill('xylophone')
    await app.page.getByTestId('library-no-match').waitFor()
    const found = await violationsInBothThemes(app, 'no match')
    await app.page.getByTestId('search').fill('')
    expect(found).toEqual([])
  })

  test.each([
    ['en', 1],
    ['en', 2],
    ['ar', 1],
    ['ar', 2],
  ])('in the language %s, %d times as large as usual', async (language, zoom) => {
    await app.setZoom(1)
    await speak(app, language)
    await app.setZoom(zoom)
    const found: string[] = []
    for (const [address, testID] of Object.entries(places)) {
      await app.go(address)
      await app.page.getByTestId(testID).first().waitFor()
      found.push(...(await violationsInBothThemes(app, address)))
    }
    await app.go('#/downloads')
    await app.press('speed-table-toggle')
    found.push(...(await violationsInBothThemes(app, 'the speeds as a table')))
    await app.press('speed-table-toggle')
    expect(found).toEqual([])
  })
})

describe('axe finds nothing wrong in either theme with an app that has nothing yet', () => {
  let app: RunningApp

  beforeAll(async () => {
    const world = await openWorld()
    // A host on this machine needs no network, so it must be another one.
    await world.configure({ manifestURL: 'https://packs.invalid/' })
    app = await RunningApp.start(world)
    await app.page.emulateMedia({ reducedMotion: 'reduce' })
  })

  test.each([
    ['unreachable', true],
    ['offline', false],
  ])('and finds its server %s', async (connection, isOnline) => {
    await app.application.evaluate(({ net }, online) => {
      Object.defineProperty(net, 'isOnline', { value: () => online, configurable: true })
    }, isOnline)
    await app.waitForConnection(connection)
    const found: string[] = []
    for (const [address, testID] of [
      ['#/library', 'library-empty'],
      ['#/downloads', 'downloads-empty'],
      ['#/storage', 'measure-again'],
    ] as const) {
      await app.go(address)
      await app.page.getByTestId(testID).first().waitFor()
      found.push(...(await violationsInBothThemes(app, `${address}, ${connection}`)))
    }
    expect(found).toEqual([])
  })
})

/** What is wider than the window, or than the part of it that scrolls; nothing where everything fits. */
function overflowing({ page }: RunningApp): Promise<readonly string[]> {
  return page.evaluate(() => {
    const frames = [document.scrollingElement, document.querySelector('main')].flatMap((frame) => frame ?? [])
    return frames
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map(({ tagName, scrollWidth, clientWidth }) =>
        [tagName.toLowerCase(), String(scrollWidth), 'in', String(clientWidth)].join(' '),
      )
  })
}

describe('the smallest window at 200 %, which is 320 px wide,', () => {
  let app: RunningApp

  beforeAll(async () => {
    app = await busyApp()
  })

  test.each(['en', 'de', 'ar'])('scrolls in no view sideways in the language %s', async (language) => {
    await app.setZoom(1)
    await speak(app, language)
    await app.setZoom(2)
    const found: string[] = []
    for (const height of [900, 480]) {
      await app.resize(640, height)
      await app.page.waitForFunction(() => innerWidth <= 320)
      for (const [address, testID] of Object.entries(places)) {
        await app.go(address)
        await app.page.getByTestId(testID).first().waitFor()
        for (const what of await overflowing(app)) found.push(`${address}, ${String(height)} high: ${what}`)
      }
    }
    expect(found).toEqual([])
  })
})
