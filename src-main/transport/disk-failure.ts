import { AssetPackError, type AssetPackErrorCode } from '../../src-shared/domain/errors'

const codes: ReadonlyMap<string, AssetPackErrorCode> = new Map<string, AssetPackErrorCode>([
  ['ENOSPC', 'outOfSpace'],
  ['EDQUOT', 'outOfSpace'],
  ['EFBIG', 'outOfSpace'],
  ['EACCES', 'notWritable'],
  ['EPERM', 'notWritable'],
  ['EROFS', 'notWritable'],
  ['EBUSY', 'fileInUse'],
  ['ENODEV', 'diskGone'],
  ['ENXIO', 'diskGone'],
  ['ENOENT', 'diskGone'],
])

/** The failure of the file that a transfer fills, from what the file system threw. */
export function diskFailure(error: unknown, path: string): AssetPackError {
  if (error instanceof AssetPackError) return error
  const name = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
  return new AssetPackError(codes.get(name) ?? 'diskFailed', `${path} could not be written (${name}).`, {
    cause: error,
    details: { path, ...(name === '' ? {} : { reason: name }) },
  })
}
