import { describe, expect, test } from 'vitest'
import {
  afterTelling,
  isWorthTelling,
  nothingUntold,
  noticeOf,
  noticeTarget,
  noticeText,
  withEndings,
  type UntoldEndings,
} from '../../../../src-main/electron/download-notices'
import { mainText } from '../../../../src-main/electron/main-text'
import { loadCatalogue, localeOf } from '../../../../src-shared/messages/locales'
import { anID } from '../../../support/pack-builder'

const pack = (id: string) => ({ id: anID(id), title: id.toUpperCase() })
const [a, b, c] = [pack('a'), pack('b'), pack('c')]
const all = { notifyWhenDone: true, notifyWhenNeeded: true, notifyEachPack: true }
const none = { notifyWhenDone: false, notifyWhenNeeded: false, notifyEachPack: false }
const untold = (parts: Partial<UntoldEndings>): UntoldEndings => ({ ...nothingUntold, ...parts })

describe('there is one notification', () => {
  test.each([
    [
      'for all packs of a batch that is over',
      { arrived: [a, b], isBatchOver: true },
      all,
      ['ready', 'a', 'b'],
    ],
    [
      'of them also when they were told of one by one',
      { arrived: [a, b], toldCount: 2, isBatchOver: true },
      all,
      ['ready', 'a', 'b'],
    ],
    [
      'for those that came since the last one, where each is wanted',
      { arrived: [a, b, c], toldCount: 1 },
      all,
      ['ready', 'b', 'c'],
    ],
    [
      'for what has failed, before all else',
      { arrived: [a], failed: [b, c], isBatchOver: true },
      all,
      ['failed', 'b', 'c'],
    ],
    [
      'for what came, where failures are not wanted',
      { arrived: [a], failed: [b], isBatchOver: true },
      { ...all, notifyWhenNeeded: false },
      ['ready', 'a'],
    ],
    [
      'for the last ones, where the end is not wanted',
      { arrived: [a, b], toldCount: 1, isBatchOver: true },
      { ...all, notifyWhenDone: false },
      ['ready', 'b'],
    ],
  ] as const)('%s', (_what, parts, wanted, expected) => {
    const notice = noticeOf(untold(parts), wanted)
    expect([notice?.kind, ...(notice?.packs ?? []).map(({ id }) => id)]).toEqual(expected)
  })

  test.each([
    [
      'in the middle of a batch, where each pack is not wanted',
      { arrived: [a] },
      { ...all, notifyEachPack: false },
    ],
    ['where nothing is wanted', { arrived: [a], failed: [b], isBatchOver: true }, none],
    ['for a batch of which everything was cancelled', { isBatchOver: true }, all],
  ] as const)('but none %s', (_what, parts, wanted) => {
    expect(noticeOf(untold(parts), wanted)).toBe(undefined)
  })
})

test('what has been told is not told again, and the batch is remembered until it is over', () => {
  const first = withEndings(nothingUntold, { arrived: [a], failed: [b], isBatchOver: false })
  const second = withEndings(afterTelling(first), { arrived: [c], failed: [], isBatchOver: true })
  expect([isWorthTelling(first), isWorthTelling(afterTelling(first)), second, afterTelling(second)]).toEqual([
    true,
    false,
    { arrived: [a, c], toldCount: 1, failed: [], isBatchOver: true },
    nothingUntold,
  ])
})

describe('a notification', () => {
  const ready = (...packs: (typeof a)[]) => ({ kind: 'ready', packs }) as const
  const failed = (...packs: (typeof a)[]) => ({ kind: 'failed', packs }) as const

  test.each([
    ['en', ready(a), 'A', 'Ready to use.'],
    ['en', ready(a, b), 'Packhouse', '2 packs are ready to use.'],
    ['de', failed(a), 'A', 'Konnte nicht installiert werden. Ein Klick zeigt, warum.'],
    ['de', failed(a, b, c), 'Packhouse', '3 Pakete konnten nicht installiert werden. Die App zeigt, warum.'],
    ['ja', ready(a, b), 'Packhouse', '2 個のパックを使用できます。'],
    ['ar', ready(a, b), 'Packhouse', 'حزمتان جاهزتان للاستخدام.'],
  ])('says in %s what has ended', async (language, notice, title, body) => {
    const locale = localeOf(language)
    if (locale === undefined) throw new TypeError(language)
    const text = await mainText(locale, await loadCatalogue(locale.id))
    expect(noticeText(notice, 'Packhouse', text)).toEqual({ title, body })
  })

  test('leads to the pack that it speaks of, or where all of them can be seen', () => {
    expect([noticeTarget(failed(a)), noticeTarget(ready(a, b))]).toEqual([
      { kind: 'pack', id: 'a' },
      { kind: 'command', command: 'downloads' },
    ])
  })
})
