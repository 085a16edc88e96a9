import { cancelledBecause } from '../../src-shared/domain/cancellation-reason'
import type { AssetPack } from '../../src-shared/domain/asset-pack'
import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import { AssetPackError } from '../../src-shared/domain/errors'

/** Somebody stopped it. */
export function cancelled(): AssetPackError {
  return cancelledBecause('caller', 'The download was cancelled.')
}

/** There is no download of that pack. */
export function notScheduled(id: AssetPackID): AssetPackError {
  return new AssetPackError('downloadNotScheduled', `There is no download of "${id}".`, {
    details: { assetPackID: id },
  })
}

/** The repository's newest list does not name the pack. */
export function notOffered({ id }: AssetPack): AssetPackError {
  return new AssetPackError('assetPackNotFound', `The repository no longer offers "${id}".`, {
    details: { assetPackID: id },
  })
}
