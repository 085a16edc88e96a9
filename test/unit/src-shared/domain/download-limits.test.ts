import { describe, expect, test } from 'vitest'
import { keptDownloadLimitsSchema, parseDownloadLimits } from '../../../../src-shared/domain/download-limits'
import { toAssetPackError } from '../../../../src-shared/domain/errors'

function problem(value: unknown): unknown {
  try {
    return parseDownloadLimits(value)
  } catch (error) {
    const { code, message } = toAssetPackError(error)
    return [code, message]
  }
}

describe('parseDownloadLimits', () => {
  test.each([
    [{}],
    [{ bytesPerSecond: 1024 }],
    [{ quietHours: { from: '22:00', to: '07:00' }, treatAsMetered: true }],
    [{ packsAtOnce: 1, connections: 16, updatesOnRequest: true }],
  ])('takes %j', (limits) => {
    expect(parseDownloadLimits(limits)).toEqual(limits)
  })

  test.each([
    [{ bytesPerSecond: 1023 }, 'The limit "bytesPerSecond" is 1023: it must be 1024 or more.'],
    [{ bytesPerSecond: '2MB' }, 'The limit "bytesPerSecond" is "2MB": it must be a whole number of bytes.'],
    [{ speed: 1 }, 'The limit "speed" is 1: it is not a known key.'],
    [{ treatAsMetered: 'yes' }, 'The limit "treatAsMetered" is "yes": it must be true or false.'],
    [
      { quietHours: { from: '22:00', to: '24:00' } },
      'The limit "quietHours.to" is "24:00": it must be a time of day like 07:30.',
    ],
    [
      { quietHours: { from: '22:00', to: '22:00' } },
      'The limit "quietHours" is an object: it must not begin and end at the same time.',
    ],
    [{ packsAtOnce: 0 }, 'The limit "packsAtOnce" is 0: it must be 1 to 16.'],
    [{ connections: 1.5 }, 'The limit "connections" is 1.5: it must be a whole number.'],
    [7, 'What limits downloads is 7: it must be an object.'],
  ])('refuses %j by name, value and rule', (limits, message) => {
    expect(problem(limits)).toEqual(['invalidArgument', message])
  })
})

test('limits that a later version kept lose what this one does not know, and nothing else', () => {
  const known = { bytesPerSecond: 2048, quietHours: { from: '22:00', to: '07:00' } }
  const kept = { ...known, later: 1, quietHours: { ...known.quietHours, days: [1] } }
  expect(keptDownloadLimitsSchema.parse(kept)).toEqual(known)
})
