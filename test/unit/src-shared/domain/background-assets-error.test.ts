import { expect, test } from 'vitest'
import {
  backgroundAssetsError,
  backgroundAssetsErrorNumbers,
} from '../../../../src-shared/domain/background-assets-error'
import { AssetPackError, assetPackErrorCodes } from '../../../../src-shared/domain/errors'

const { BAErrorDomain, BAManagedErrorDomain } = backgroundAssetsErrorNumbers

/** What the original says where this project never fails, waits instead, or has one code for several. */
const neverSaid = [
  // There is no extension process that may not call, and no window that must be in front.
  'callFromExtensionNotAllowed',
  'callFromInactiveProcessNotAllowed',
  // There is no system service that is asked.
  'callerConnectionNotAccepted',
  'callerConnectionInvalid',
  // What cannot begin waits, or fails with what is wrong.
  'downloadFailedToStart',
  // On battery or a metered network what is in the background waits.
  'downloadBackgroundActivityProhibited',
  // Cancelling twice is fine.
  'downloadDoesNotExist',
  // Sizes are known beforehand: what would not fit the allowance is not begun (downloadWouldExceedAllowance).
  'sessionDownloadDisallowedByAllowance',
  'sessionDownloadAllowanceExceeded',
  'sessionDownloadNotPermittedBeforeAppLaunch',
]

test('every number of the original is in the table, under its domain', () => {
  expect([Object.values(BAErrorDomain), Object.values(BAManagedErrorDomain)]).toEqual([
    [0, 50, 51, 55, 56, 100, 101, 102, 103, 109, 111, 112, 113, 202, 203, 204, 206],
    [0, 1, 2],
  ])
})

test('every error of the original has one code here, or is one that is never said', () => {
  const said = assetPackErrorCodes.flatMap((code) => {
    const counterpart = backgroundAssetsError({ code })
    return counterpart === undefined ? [] : [counterpart.name]
  })
  const all = Object.values(backgroundAssetsErrorNumbers).flatMap((names) => Object.keys(names))

  expect([...said, ...neverSaid].sort()).toEqual(all.sort())
})

test('a code with a name of the original has that name, and its number', () => {
  const names = new Map<string, number>(Object.entries({ ...BAErrorDomain, ...BAManagedErrorDomain }))
  const shared = assetPackErrorCodes.filter((code) => names.has(code))

  expect(shared.map((code) => backgroundAssetsError({ code }))).toEqual(
    shared.map((code) => expect.objectContaining({ name: code, number: names.get(code) }) as unknown),
  )
})

test('an error is told as the original would, and one that it does not know as undefined', () => {
  expect([
    backgroundAssetsError(new AssetPackError('downloadEssentialNotPermitted', 'No.')),
    backgroundAssetsError(new AssetPackError('cancelled', 'No.')),
    backgroundAssetsError(new AssetPackError('signatureInvalid', 'No.')),
  ]).toEqual([
    { domain: 'BAErrorDomain', name: 'downloadEssentialDownloadNotPermitted', number: 109 },
    { domain: 'NSURLErrorDomain', name: 'cancelled', number: -999 },
    undefined,
  ])
})
