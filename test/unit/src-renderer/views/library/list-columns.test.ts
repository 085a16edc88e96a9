import { describe, expect, it } from 'vitest'
import { listColumns } from '../../../../../src-shared/domain/app-settings'
import { columnWidths, fittingColumns } from '../../../../../src-renderer/views/library/list-columns'
import { offeredLocales } from '../../../../../src-shared/messages/locales'

const usual = ['size', 'download', 'updated'] as const
/** Of the list in a window 1200 pixels wide, which is the usual one. */
const usualWidth = 918

describe('the columns of the library list', () => {
  it.each(offeredLocales)('are all there in the usual window in the language %s', (locale) => {
    expect(fittingColumns(usual, usualWidth, locale)).toEqual(usual)
  })

  it('go one by one as the list gets narrower, those first whose values are said elsewhere too', () => {
    const shown = [1200, 1020, 900, 800, 710, 690].map((width) => fittingColumns(listColumns, width, 'en'))
    expect(shown).toEqual([
      listColumns,
      ['version', 'size', 'download', 'updated'],
      usual,
      ['size', 'download'],
      ['size'],
      [],
    ])
  })

  it('are those that were chosen where nobody can say how wide the list is', () => {
    expect(fittingColumns(listColumns, undefined, 'en')).toEqual(listColumns)
  })

  it('are as wide as the words of the language in the reader’s region, and the name takes what is left', () => {
    expect(columnWidths(['size'], 'de-AT')).toBe(
      '20px var(--thumb-size, 44px) minmax(0, 1fr) minmax(168px, 0.5fr) 60px 168px',
    )
  })
})
