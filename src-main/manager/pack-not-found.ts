import { AssetPackError } from '../../src-shared/domain/errors'

/** There is no such pack where it was looked for. */
export function packNotFound(id: string): AssetPackError {
  const shown = id.slice(0, 80)
  return new AssetPackError('assetPackNotFound', `There is no asset pack "${shown}".`, {
    details: { assetPackID: shown },
  })
}
