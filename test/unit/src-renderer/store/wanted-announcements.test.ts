import { expect, it } from 'vitest'
import { wantedAnnouncements, type Announcement } from '../../../../src-renderer/store/announcements'
import { anID } from '../../../support/pack-builder'

const announcements: readonly Announcement[] = [
  { kind: 'phase', id: anID('a'), title: 'A', state: 'downloading' },
  { kind: 'quarter', id: anID('b'), title: 'B', percent: 50 },
  { kind: 'finished', id: anID('c'), title: 'C' },
  { kind: 'removed', id: anID('d'), title: 'D' },
]

it('of what happens all is said, or what came of it, or nothing, as the person wants', () => {
  const said = (['all', 'important', 'off'] as const).map((level) =>
    wantedAnnouncements(announcements, level).map(({ title }) => title),
  )
  expect(said).toEqual([['A', 'B', 'C', 'D'], ['C', 'D'], []])
})
