import { expect, test } from 'vitest'
import { admitDownloads, mayRun } from '../../../../src-main/downloads/download-admission'
import type { DownloadRecord } from '../../../../src-main/downloads/download-records'
import { URLDownload } from '../../../../src-shared/domain/url-download'

const free = { online: true, metered: false, onBattery: false }
const kinds = ['background', 'foreground', 'essential'] as const
type Kind = (typeof kinds)[number]

function aRecord(kind: Kind, sequence = 1, priority = 0): DownloadRecord {
  const url = 'https://example.com/a'
  const isEssential = kind === 'essential'
  return {
    sequence,
    download: new URLDownload({
      identifier: `${kind} ${String(sequence)}`,
      url,
      fileSize: 1,
      isEssential,
      priority,
    }),
    state: 'waiting',
    isForeground: kind === 'foreground',
    isCancelled: false,
    isHandedOver: false,
  }
}

test.each([
  ['a free connection', free, kinds],
  ['no network', { ...free, online: false }, []],
  ['a metered connection', { ...free, metered: true }, ['foreground', 'essential']],
  ['battery power', { ...free, onBattery: true }, ['foreground', 'essential']],
  ['quiet hours', { ...free, quietUntil: '07:00' }, ['foreground', 'essential']],
] as const)('over %s these run: %o %o', (_, conditions, allowed) => {
  expect(kinds.filter((kind) => mayRun(aRecord(kind), conditions))).toEqual(allowed)
})

test('a more urgent download takes the place of one in the background, a higher priority does not', () => {
  const running = { record: aRecord('background', 1), isRunning: true }
  const higher = { record: aRecord('background', 2, 100), isRunning: false }
  const urgent = { record: aRecord('foreground', 3, -100), isRunning: false }

  expect([
    admitDownloads([running, higher], free, 1),
    admitDownloads([running, higher, urgent], free, 1),
    admitDownloads([running, higher, urgent], free, 2),
  ]).toEqual([
    { start: [], stop: [] },
    { start: [urgent], stop: [running] },
    { start: [urgent], stop: [] },
  ])
})
