import { AssetPackError, isAssetPackError } from './errors'

/**
 * Why something ended with `cancelled`: `caller` = somebody who may do so wanted it, by a signal or by `cancel(id)`; `closed` =
 * the manager was closed by its owner; `gaveWay` = it works in the background, and another process opened the packs, where
 * what waits goes on.
 */
export type CancellationReason = 'caller' | 'closed' | 'gaveWay'

const sentences: Readonly<Record<CancellationReason, string>> = {
  caller: 'The operation was cancelled.',
  closed: 'The manager was closed.',
  gaveWay: 'Another process has opened the packs: this manager was closed.',
}

/** A `cancelled` that says why, in its details. */
export function cancelledBecause(
  reason: CancellationReason,
  message: string = sentences[reason],
): AssetPackError {
  return new AssetPackError('cancelled', message, { details: { reason } })
}

/** Why `error` is `cancelled`; `undefined` for anything else, and where nobody said. */
export function cancellationReason(error: unknown): CancellationReason | undefined {
  if (!isAssetPackError(error, 'cancelled')) return undefined
  const { reason } = error.details
  return reason === 'caller' || reason === 'closed' || reason === 'gaveWay' ? reason : undefined
}
