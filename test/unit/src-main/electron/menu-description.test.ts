import { describe, expect, test } from 'vitest'
import { mainText } from '../../../../src-main/electron/main-text'
import {
  menuDescription,
  type MenuFacts,
  type MenuLine,
} from '../../../../src-main/electron/menu-description'
import { keysOf, acceleratorOf, shortcutNames, shortcuts } from '../../../../src-shared/domain/shortcuts'
import { chooseLocale, loadCatalogue } from '../../../../src-shared/messages/locales'

async function facts(language: string, parts: Partial<MenuFacts> = {}): Promise<MenuFacts> {
  const locale = chooseLocale(language, [])
  const text = await mainText(locale, await loadCatalogue(locale.id))
  const state = { active: 0, paused: 0, checking: false }
  return { isMac: false, productName: 'Packhouse', state, text, ...parts }
}

function labels(lines: readonly MenuLine[] = []): readonly string[] {
  return lines.map((line) => (line.kind === 'separator' ? '-' : line.label))
}

describe('the menu', () => {
  test.each([
    ['en', ['File', 'Edit', 'View', 'Packs', 'Window', 'Help'], ['Close window', '-', 'Quit Packhouse']],
    [
      'de',
      ['Datei', 'Bearbeiten', 'Ansicht', 'Pakete', 'Fenster', 'Hilfe'],
      ['Fenster schließen', '-', 'Packhouse beenden'],
    ],
    [
      'ja',
      ['ファイル', '編集', '表示', 'パック', 'ウインドウ', 'ヘルプ'],
      ['ウインドウを閉じる', '-', 'Packhouse を終了'],
    ],
    ['ar', ['ملف', 'تحرير', 'عرض', 'الحزم', 'نافذة', 'مساعدة'], ['إغلاق النافذة', '-', 'إنهاء Packhouse']],
  ])('speaks %s', async (language, menus, first) => {
    const description = menuDescription(await facts(language))
    expect([description.map(({ label }) => label), labels(description[0]?.lines)]).toEqual([menus, first])
  })

  test('has on macOS the menu of the app first, with what belongs there and nowhere else', async () => {
    const [own, ...others] = menuDescription(await facts('en', { isMac: true }))
    const elsewhere = others.flatMap(({ lines }) => labels(lines))
    expect([own?.label, labels(own?.lines), elsewhere.filter((label) => /Quit|About/.test(label))]).toEqual([
      'Packhouse',
      [
        'About Packhouse',
        '-',
        'Settings…',
        '-',
        'Services',
        '-',
        'Hide Packhouse',
        'Hide others',
        'Show all',
        '-',
        'Quit Packhouse',
      ],
      [],
    ])
  })

  test('names the first keys of every shortcut of the window', async () => {
    const lines = menuDescription(await facts('en')).flatMap((menu) => menu.lines)
    const shown = lines.flatMap((line) => (line.kind === 'action' ? (line.accelerator ?? []) : []))
    // Undoing is an item of the system's own, with the keys that it has there.
    const all = shortcutNames
      .filter((name) => shortcuts[name].scope === 'window' && name !== 'undo')
      .map((name) => acceleratorOf(keysOf(name)[0]))
    expect([...shown].sort()).toEqual([...all].sort())
  })

  test.each([
    [{ active: 1, paused: 1, checking: false }, ['Check for updates', 'Pause everything'], 'pauseAll'],
    [{ active: 0, paused: 1, checking: true }, ['(Check for updates)', 'Resume everything'], 'resumeAll'],
    [{ active: 0, paused: 0, checking: false }, ['Check for updates', '(Pause everything)'], 'pauseAll'],
  ])('offers for %j what can be done (with brackets: not now)', async (state, expected, name) => {
    const packs = menuDescription(await facts('en', { state })).find(({ label }) => label === 'Packs')
    const actions = (packs?.lines ?? []).flatMap((line) => (line.kind === 'action' ? [line] : []))
    expect(actions.map(({ label, isEnabled }) => (isEnabled ? label : `(${label})`))).toEqual(expected)
    expect(actions[1]?.action).toEqual({ kind: 'app', name })
  })
})
