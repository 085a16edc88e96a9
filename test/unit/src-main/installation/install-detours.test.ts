import { expect, test } from 'vitest'
import { installDetours, type DetourFacts } from '../../../../src-main/installation/install-detours'
import type { PlanResult } from '../../../../src-main/installation/plan-job'

const totals = {
  bytesToFetch: 40,
  requests: 1,
  bytesReused: 10,
  bytesStaged: 0,
  diskBytesNeeded: 0,
  installedBytes: 100,
  spareBytes: 0,
}

function detours(
  changes: Partial<Omit<DetourFacts, 'assembled'>>,
  bytesReused = totals.bytesReused,
  doubts: DetourFacts['assembled']['doubts'] = { damagedSources: new Set(), useInstalled: true },
): readonly string[] {
  const total = { ...totals, bytesReused }
  const plan: PlanResult = {
    totals: total,
    totalsFromStart: total,
    reuse: [],
    copies: [],
    transfers: [],
    finish: [],
    localFiles: new Uint32Array(0),
    removed: [],
    sourceDirectories: [],
  }
  const index = { bytesReceived: 5, transferBytes: 5 }
  return installDetours({ index, hadBase: true, bytesWasted: 0, assembled: { plan, doubts }, ...changes })
}

test('an update that used what is installed took the cheapest way, and so did a first installation', () => {
  expect([detours({}), detours({ hadBase: false }, 0)]).toEqual([[], []])
})

test('an update that used nothing of the version before says so', () => {
  expect(detours({}, 0)).toEqual(['nothingInCommon'])
})

test('each reason is named', () => {
  const damagedSources = new Set(['/packs/a'])
  expect([
    detours({ index: { bytesReceived: 50, transferBytes: 5 } }),
    detours({ bytesWasted: 1 }),
    detours({}, 10, { damagedSources, useInstalled: true }),
    detours({}, 0, { damagedSources, useInstalled: false }),
  ]).toEqual([['indexWhole'], ['fetchedAgain'], ['damagedFiles'], ['damagedFiles', 'installedUnused']])
})
