import { expect, test } from 'vitest'
import { partDownloadDocument, partDownloadLine } from '../../../../src-main/cli/part-downloads'
import { anID } from '../../../support/pack-builder'

const failure = { code: 'hostUnavailable', message: 'packs.example does not answer.', details: {} } as const
const next = '"assetpack install maps" goes on with it, "assetpack remove maps" discards it.'

test.each([
  ['paused', {}, {}, 'was stopped before its end.'],
  [
    'paused',
    { lastFailure: failure },
    { lastFailure: failure },
    'was stopped before its end; its last attempt failed: packs.example does not answer. (hostUnavailable)',
  ],
  [
    'failed',
    { error: failure },
    { error: failure },
    'failed: packs.example does not answer. (hostUnavailable)',
  ],
] as const)('a download that is %s says what happened to it', (state, facts, document, what) => {
  const part = { id: anID('maps'), version: 3, state, ...facts }
  expect([partDownloadDocument(part), partDownloadLine(part)]).toEqual([
    { download: { version: 3, state, ...document } },
    `maps: the download of version 3 ${what} ${next}`,
  ])
})
