import { describe, expect, test } from 'vitest'
import { mainText, type MainText } from '../../../../src-main/electron/main-text'
import type { PresenceState } from '../../../../src-main/electron/presence-state'
import { trayDescription } from '../../../../src-main/electron/tray-description'
import { chooseLocale, loadCatalogue } from '../../../../src-shared/messages/locales'

async function textIn(language: string): Promise<MainText> {
  const locale = chooseLocale(language, [])
  return mainText(locale, await loadCatalogue(locale.id))
}

const quiet: PresenceState = { active: 0, paused: 0, failed: 0, fraction: undefined, checking: false }
const productName = 'Packhouse'

describe('the tray', () => {
  test.each([
    ['nothing is wanted', {}, 'idle', 'Packhouse: Nothing is downloading', ''],
    ['a download begins', { active: 1, fraction: 0 }, 'working-0', 'Packhouse: 1 download, 0%', '0%'],
    ['half is done', { active: 3, fraction: 0.58 }, 'working-4', 'Packhouse: 3 downloads, 58%', '58%'],
    [
      'all but the last byte is done',
      { active: 1, fraction: 0.9999 },
      'working-7',
      'Packhouse: 1 download, 99%',
      '99%',
    ],
    ['all is paused', { paused: 2 }, 'paused', 'Packhouse: 2 downloads are paused', ''],
    [
      'something could not be',
      { failed: 1, paused: 1 },
      'attention',
      'Packhouse: 1 pack could not be installed',
      '',
    ],
    [
      'something could not be and more comes',
      { active: 1, failed: 1, fraction: 0.5 },
      'working-4',
      'Packhouse: 1 download, 50%',
      '50%',
    ],
  ] as const)('says so when %s', async (_what, state, icon, tooltip, title) => {
    const text = await textIn('en')
    const description = trayDescription({ productName, state: { ...quiet, ...state }, text })
    expect([description.icon, description.tooltip, description.title]).toEqual([icon, tooltip, title])
  })

  test.each([
    [
      'en',
      { active: 2, fraction: 0.4 },
      [
        '2 downloads',
        'Open Packhouse',
        'Pause everything',
        'Check for updates',
        'Settings…',
        'Quit Packhouse',
      ],
    ],
    [
      'de',
      { paused: 1 },
      [
        '1 Download ist angehalten',
        'Packhouse öffnen',
        'Alles fortsetzen',
        'Nach Updates suchen',
        'Einstellungen …',
        'Packhouse beenden',
      ],
    ],
    [
      'ja',
      {},
      [
        'ダウンロードはありません',
        'Packhouse を開く',
        '(すべて一時停止)',
        'アップデートを確認',
        '設定…',
        'Packhouse を終了',
      ],
    ],
    [
      'ar',
      { checking: true },
      [
        'لا شيء قيد التنزيل',
        'فتح Packhouse',
        '(إيقاف الكل مؤقتًا)',
        '(البحث عن تحديثات)',
        'الإعدادات…',
        'إنهاء Packhouse',
      ],
    ],
  ] as const)('offers in %s what can be done (with brackets: not now)', async (language, state, labels) => {
    const { lines } = trayDescription({
      productName,
      state: { ...quiet, ...state },
      text: await textIn(language),
    })
    const shown = lines.flatMap((line) => {
      if (line.kind === 'separator') return []
      return line.kind === 'action' && !line.isEnabled ? `(${line.label})` : line.label
    })
    expect(shown).toEqual(labels)
  })

  test.each([
    ['en', 'Packhouse: 2 downloads, 40% · About 1 hr 15 min left', '2 downloads · About 1 hr 15 min left'],
    [
      'de',
      'Packhouse: 2 Downloads, 40\u00a0% · Noch etwa 1 Std., 15 Min.',
      '2 Downloads · Noch etwa 1 Std., 15 Min.',
    ],
    [
      'ja',
      'Packhouse: 2 件のダウンロード、40% · 残り約 1 時間15 分',
      '2 件のダウンロード · 残り約 1 時間15 分',
    ],
    ['ar', 'Packhouse: تنزيلان، 40\u200e%\u200e · بقي نحو 1 س و15 د', 'تنزيلان · بقي نحو 1 س و15 د'],
  ] as const)('says in %s how long all of it still takes', async (language, tooltip, line) => {
    const state = { ...quiet, active: 2, fraction: 0.4, remaining: { kind: 'about', seconds: 4500 } } as const
    const description = trayDescription({ productName, state, text: await textIn(language) })
    expect([description.tooltip, description.lines[0]]).toEqual([tooltip, { kind: 'status', label: line }])
  })

  test.each([
    ['underAMinute', 'Packhouse: 1 download, 90% · Less than a minute left'],
    ['overADay', 'Packhouse: 1 download, 90% · More than a day left'],
  ] as const)('says of a time that is %s: %s', async (kind, tooltip) => {
    const state = { ...quiet, active: 1, fraction: 0.9, remaining: { kind } }
    expect(trayDescription({ productName, state, text: await textIn('en') }).tooltip).toBe(tooltip)
  })

  test('speaks of no time once nothing is wanted', async () => {
    const state = { ...quiet, paused: 1, remaining: { kind: 'underAMinute' } } as const
    const { tooltip } = trayDescription({ productName, state, text: await textIn('en') })
    expect(tooltip).toBe('Packhouse: 1 download is paused')
  })

  test('has the same menu while only the percentage changes: one that is open stays as it is', async () => {
    const text = await textIn('en')
    const [first, second] = [0.2, 0.7].map((fraction) =>
      trayDescription({ productName, state: { ...quiet, active: 1, fraction }, text }),
    )
    expect([first?.lines, first?.tooltip === second?.tooltip]).toEqual([second?.lines, false])
  })
})
