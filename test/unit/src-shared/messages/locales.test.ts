import { describe, expect, it } from 'vitest'
import {
  chooseLocale,
  loadCatalogue,
  localeOf,
  offeredLocales,
} from '../../../../src-shared/messages/locales'

describe('the language of the app', () => {
  it.each([
    ['system', ['de-AT', 'en-US'], 'de', 'de-AT'],
    ['system', ['fr-FR', 'ja-JP', 'en'], 'ja', 'ja-JP'],
    ['system', ['fr', 'nl-NL'], 'en', 'en'],
    ['system', [], 'en', 'en'],
    ['system', ['not a tag', 'AR-eg'], 'ar', 'ar-EG'],
    ['system', ['en-XA', 'de'], 'de', 'de'],
    ['de', ['en-GB', 'de-CH'], 'de', 'de-CH'],
    ['ar', ['en-GB'], 'ar', 'ar'],
    ['de-AT', ['de-CH'], 'de', 'de-AT'],
    ['tlh', ['en-GB'], 'en', 'en-GB'],
    ['qps', ['en-GB'], 'qps', 'en-XA'],
  ])('for %s on a system that prefers %j is %s, written as in %s', (choice, system, id, tag) => {
    const chosen = chooseLocale(choice, system)
    expect([chosen.id, chosen.tag]).toEqual([id, tag])
  })

  it('is found again by its tag, with the direction of its script', () => {
    expect([localeOf('en-XA'), localeOf('ar-EG'), localeOf('de'), localeOf('fr')]).toEqual([
      { id: 'qps', tag: 'en-XA', direction: 'ltr' },
      { id: 'ar', tag: 'ar-EG', direction: 'rtl' },
      { id: 'de', tag: 'de', direction: 'ltr' },
      undefined,
    ])
  })

  it('is offered unless it is made up, and each has sentences', async () => {
    const catalogues = await Promise.all([...offeredLocales, 'qps' as const].map(loadCatalogue))
    expect([offeredLocales, catalogues.map((messages) => messages['action.pause'])]).toEqual([
      ['en', 'de', 'ja', 'ar'],
      ['Pause', 'Anhalten', '一時停止', 'إيقاف مؤقت', '[Þáúšé ļó]'],
    ])
  })
})
