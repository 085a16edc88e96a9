import { fireEvent } from '@testing-library/react'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parseAssetPackID } from '../../../../../src-shared/domain/asset-pack-id'
import { FakeLibrary } from '../../../../support/fake-library'
import { aDownload, anEntry } from '../../../../support/library-builders'
import { drawWindow } from '../drawn-window'
import { absent, maps, open } from './open-pack'

describe('the screen of a pack', () => {
  it('opens from the name of the pack, with the focus on its heading, and belongs to the library', async () => {
    const { screen } = await open()
    const current = screen.getByTestId('go-library').getAttribute('aria-current')
    expect([
      location.hash,
      document.activeElement?.tagName,
      document.activeElement?.textContent,
      current,
    ]).toEqual(['#/pack/maps', 'H1', 'Maps', 'true'])
  })

  it('goes back with Escape, to the card of the pack', async () => {
    const { screen, after } = await open()
    await after(() => fireEvent.keyDown(screen.getByRole('heading', { level: 1 }), { key: 'Escape' }))
    expect([location.hash, document.activeElement?.getAttribute('data-pack-id')]).toEqual([
      '#/library',
      'maps',
    ])
  })

  it('opens with Enter on the card itself, and not on something in it', async () => {
    const { screen, after } = await open()
    await after(() => fireEvent.keyDown(screen.getByRole('heading', { level: 1 }), { key: 'Escape' }))
    await after(() => fireEvent.keyDown(screen.getByTestId('open-maps'), { key: 'Enter' }))
    const before = location.hash
    await after(() => fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Enter' }))
    expect([before, location.hash]).toEqual(['#/library', '#/pack/maps'])
  })

  it('says what the pack is and what the update takes, and nothing of the publisher is HTML', async () => {
    const { screen, textOf } = await open()
    const panel = screen.getByTestId('panel-overview')
    expect([
      panel.textContent.includes('<b>Really</b> many.'),
      panel.querySelector('b'),
      textOf('plan-line'),
    ]).toEqual([
      true,
      null,
      'Downloads 10.0\u00a0MB. Needs 30.0\u00a0MB while installing. Leaves at least 142\u00a0GB free.',
    ])
  })

  it.each([
    [{}, 'By themselves'],
    [{ updatesOnRequest: true }, 'When you ask for them'],
  ])('says when updates come, by the limits %j', async (limits, words) => {
    const { screen } = await open(maps, { limits })
    expect(screen.getByTestId('panel-overview').textContent).toContain(`Updates${words}`)
  })

  it('says of a version that somebody went back from that it needs no download, and nothing else', async () => {
    const { library, screen, after, textOf } = await open({ ...maps, localVersion: 3, keptVersion: 2 })
    await after(() => void library.rollback({ id: parseAssetPackID('maps'), version: 2 }))
    const head = textOf('pack-maps')
    await after(() => fireEvent.click(screen.getByTestId('tab-versions')))
    expect([
      head.includes('No download needed'),
      screen.getByRole('main').textContent.includes('to download'),
    ]).toEqual([true, false])
  })

  it('does the main thing from its head', async () => {
    const { library, screen, after } = await open()
    await after(() => fireEvent.click(screen.getByTestId('update-maps')))
    expect([screen.getByTestId('pack-maps').dataset['state'], library.asked.at(-1)]).toEqual([
      'downloading',
      'startDownload maps',
    ])
  })

  it('starts also what there is no room for, as the list of versions does, and says so beside the button', async () => {
    const { screen, textOf, after, library } = await open(absent, {
      facts: { freeBytes: 1e6 },
    })
    const reasons = [textOf('pack-maps').includes('Needs 29.0\u00a0MB more space'), textOf('plan-short')]
    await after(() => fireEvent.click(screen.getByTestId('install-maps')))
    expect([...reasons, library.asked.at(-1)]).toEqual([
      true,
      'Not enough space. 29.0\u00a0MB more is needed. Remove packs you do not need.',
      'startDownload maps',
    ])
  })

  it('says anew what it takes to have a removed pack once its files are gone', async () => {
    const { library, after, textOf } = await open({ ...absent, localVersion: 3 })
    await after(() => void library.remove(parseAssetPackID('maps')))
    const meanwhile = textOf('plan-line')
    await after(() => {
      library.forgetRemoved()
    })
    expect([meanwhile, textOf('plan-line')].map((line) => line.split('.')[0])).toEqual([
      'Nothing has to be downloaded',
      'Downloads 10',
    ])
  })

  it('says when the plan cannot be made, and makes it when told to', async () => {
    const library = new FakeLibrary({ entries: [anEntry(maps)] })
    library.refuseNext('plan', 'hostUnavailable')
    const window = await drawWindow(library)
    onTestFinished(window.close)
    const { screen, after } = window
    await after(() => {
      location.hash = '#/pack/MAPS'
      globalThis.dispatchEvent(new HashChangeEvent('hashchange'))
    })
    const failure = screen.getByTestId('plan-error').dataset['code']
    await after(() => fireEvent.click(screen.getByTestId('plan-retry')))
    expect([failure, screen.getByTestId('plan').dataset['kind']]).toEqual(['hostUnavailable', 'known'])
  })

  it('says that there is no such pack', async () => {
    const { screen, after } = await open()
    await after(() => {
      location.hash = '#/pack/nothing'
      globalThis.dispatchEvent(new HashChangeEvent('hashchange'))
    })
    expect([
      screen.getByTestId('pack-missing').textContent,
      screen.getByRole('heading', { level: 1 }).textContent,
    ]).toEqual([
      'This pack is not in the libraryThe server does not offer it, and it is not on your computer.Show the library',
      'nothing',
    ])
  })

  it('warns of removing what is no longer offered', async () => {
    const { textOf } = await open({ ...maps, localVersion: 3, flags: ['downloaded', 'obsolete'] })
    expect(textOf('pack-obsolete')).toBe(
      'This pack is no longer offered. It keeps working. Once removed, it cannot be installed again.',
    )
  })
})

describe('what is new', () => {
  it('is said of every version that is offered or here, in words', async () => {
    const { screen, show } = await open()
    await show('news')
    const panel = screen.getByTestId('panel-news')
    const sections = [...panel.querySelectorAll('section')].map(({ textContent }) => textContent)
    expect([sections, panel.querySelector('b')?.textContent, panel.querySelector('i')]).toEqual([
      [
        'Version 3Not here yetMore maps',
        'Version 2Installed Nov 18, 2026Fewer <i>maps</i>',
        'Version 1Kept on your computerThe publisher says nothing about this version.',
      ],
      'maps',
      null,
    ])
  })

  it('is nothing where the publisher wrote nothing', async () => {
    const { show, textOf } = await open({ ...maps, userInfo: { title: 'Maps' } })
    await show('news')
    expect(textOf('news-empty')).toBe('No newsThe publisher has not written what is new in this pack.')
  })
})

describe('the versions', () => {
  it('are what is offered, installed and kept, each with the one thing to do', async () => {
    const { screen, show } = await open()
    await show('versions')
    const items = [...screen.getByTestId('panel-versions').querySelectorAll('li')]
    expect(items.map(({ textContent }) => textContent)).toEqual([
      'Version 3NewestUp to 10.0\u00a0MB to downloadUpdate',
      'Version 2Installed · since Nov 18, 2026 · Size 25.0\u00a0MBTurn off updates',
      'Version 1Kept on your computer · Size 25.0\u00a0MBGo back',
    ])
  })

  it('do not offer the installed one as an update where nobody could say which are here', async () => {
    const library = new FakeLibrary({ entries: [anEntry({ ...maps, localVersion: 3 })] })
    library.refuseNext('localVersions', 'diskFailed')
    const window = await drawWindow(library)
    onTestFinished(window.close)
    const { screen, after } = window
    await after(() => {
      location.hash = '#/pack/maps'
      globalThis.dispatchEvent(new HashChangeEvent('hashchange'))
    })
    await after(() => fireEvent.click(screen.getByTestId('tab-versions')))
    expect([
      screen.getByTestId('versions-error').dataset['code'],
      screen.getByTestId('version-3').textContent,
    ]).toEqual([
      'diskFailed',
      'Version 3NewestInstalled · since Sep 21, 2026 · Size 25.0\u00a0MBTurn off updates',
    ])
  })

  it('are gone back to, and forward again, once asked', async () => {
    const { screen, after, show, library } = await open({ ...maps, localVersion: 3, keptVersion: 2 })
    await show('versions')
    await after(() => fireEvent.click(screen.getByTestId('version-action-2')))
    const back = screen.getByRole('alertdialog').textContent
    await after(() => fireEvent.click(screen.getByTestId('confirm-rollback')))
    await after(() => fireEvent.click(screen.getByTestId('version-action-3')))
    const forward = screen.getByRole('alertdialog').textContent
    await after(() => fireEvent.click(screen.getByTestId('confirm-rollback')))
    expect([back, forward, library.asked.filter((one) => one.startsWith('rollback'))]).toEqual([
      'Go back to version 2?Maps will stay on version 2 until you update it or turn updates on again. Version 3 stays on your computer.Keep version 3Go back',
      'Use version 3?Maps changes to version 3, which is on your computer. Version 2 stays, so you can go back.Keep version 2Use version 3',
      ['rollback 2 maps', 'rollback 3 maps'],
    ])
  })

  it('older than the one that was active last are pinned: there is no other way to them', async () => {
    const versions = [3, 2, 1].map((version) => ({
      assetPack: anEntry({ ...maps, version }).assetPack,
      installedAt: 0,
      isActive: version === 3,
    }))
    const { screen, after, show, library } = await open(
      { ...maps, localVersion: 3, keptVersion: 2 },
      { detail: { versions } },
    )
    await show('versions')
    await after(() => fireEvent.click(screen.getByTestId('version-action-1')))
    await after(() => fireEvent.click(screen.getByTestId('confirm-rollback')))
    expect(library.asked.filter((one) => /^(?:pin|rollback)/.test(one))).toEqual(['pin 1 maps'])
  })

  it('stay where they are once updates are turned off, and move again once they are on', async () => {
    const { screen, after, show, library, textOf } = await open()
    await show('versions')
    await after(() => fireEvent.click(screen.getByTestId('version-action-2')))
    const question = screen.getByRole('alertdialog').textContent
    await after(() => fireEvent.click(screen.getByTestId('confirm-pin')))
    const pinned = textOf('version-2')
    await after(() => fireEvent.click(screen.getByTestId('version-action-2')))
    expect([question, pinned, textOf('version-2').includes('Updates off'), library.asked.slice(-2)]).toEqual([
      'Turn off updates of Maps?It stays on version 2 until you update it or turn updates on again.Keep updatingTurn off updates',
      'Version 2Updates offInstalled · since Nov 18, 2026 · Size 25.0\u00a0MBTurn on updates',
      false,
      ['pin 2 maps', 'unpin maps'],
    ])
  })

  it('offer nothing for what is on its way: that is in the head', async () => {
    const { screen, show } = await open({ ...maps, download: aDownload({}, { isUpdate: true }) })
    await show('versions')
    expect([screen.queryByTestId('version-action-3'), screen.queryByTestId('plan')]).toEqual([null, null])
  })
})

describe('the details', () => {
  it('are exact, with what the publisher added as text and JSON', async () => {
    const { screen, show } = await open({ ...maps, language: 'de', platforms: ['windows', 'linux'] })
    await show('details')
    const facts = [...screen.getByTestId('panel-details').querySelectorAll('dl > div')].map(({ children }) =>
      [...children].map(({ textContent }) => textContent).join(': '),
    )
    expect(facts).toEqual([
      'Id: maps',
      'Newest version: 3',
      'Installed version: 2',
      'Kind: Optional',
      'Language: German · de',
      'Systems: Windows and Linux',
      'Full download: 10.0\u00a0MB (10,000,000 bytes)',
      'Once installed: 25.0\u00a0MB (25,000,000 bytes)',
      'Server: http://127.0.0.1:8080/',
      'Signature: Checked. Every part of it is compared with a list that the publisher signed.',
      'title: Maps',
      'description: Many maps.\n\n<b>Really</b> many.',
      'changelog: {\n  "2": "Fewer <i>maps</i>",\n  "3": "- More **maps**"\n}',
      'region: eu',
      'sizes: {\n  "least": 2\n}',
    ])
  })
})
