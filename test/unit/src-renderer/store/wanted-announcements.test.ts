import { expect, it } from 'vitest'
import { wantedAnnouncements, type Announcement } from '../../../../src-renderer/store/announcements'

const announcements: readonly Announcement[] = [
  { kind: 'phase', title: 'A', state: 'downloading' },
  { kind: 'quarter', title: 'B', percent: 50 },
  { kind: 'finished', title: 'C' },
  { kind: 'removed', title: 'D' },
]

it('of what happens all is said, or what came of it, or nothing, as the person wants', () => {
  const said = (['all', 'important', 'off'] as const).map((level) =>
    wantedAnnouncements(announcements, level).map(({ title }) => title),
  )
  expect(said).toEqual([['A', 'B', 'C', 'D'], ['C', 'D'], []])
})
