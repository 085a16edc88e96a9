import { expect, it } from 'vitest'
import { ownLanguageName } from '../../../../src-renderer/format/names'
import { formatTimeOfDay, timesToChoose } from '../../../../src-renderer/format/time-of-day'

it('a time of day is written as the reader’s clocks show it', () => {
  expect(
    [formatTimeOfDay('22:00', 'de'), formatTimeOfDay('07:30', 'en-US')].map((text) =>
      text.replaceAll(/\s/g, ' '),
    ),
  ).toEqual(['22:00', '7:30 AM'])
})

it('the times to choose are the half hours of a day, and one that was set by other means', () => {
  const times = timesToChoose('22:15')
  expect([times.length, times.slice(0, 3), times.slice(44, 47), timesToChoose('22:30').length]).toEqual([
    49,
    ['00:00', '00:30', '01:00'],
    ['22:00', '22:15', '22:30'],
    48,
  ])
})

it('a language is called as those who speak it do', () => {
  expect(['en', 'de', 'ja', 'ar', 'no tag'].map(ownLanguageName)).toEqual([
    'English',
    'Deutsch',
    '日本語',
    'العربية',
    'no tag',
  ])
})
