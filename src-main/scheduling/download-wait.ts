import type { AssetPack } from '../../src-shared/domain/asset-pack'
import type { ManagedDownload, Waiter } from './managed-download'

/**
 * Waits until a download ends; leaves when `signal` aborts, which changes nothing for others. `onLastLeft` runs when
 * nobody waits any more.
 *
 * @throws the download's error, or the signal's reason.
 */
export function downloadEnd(
  download: ManagedDownload,
  signal: AbortSignal | undefined,
  onLastLeft: () => void,
): Promise<AssetPack> {
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      download.waiters.delete(waiter)
      reject(signal?.reason as Error)
      if (download.waiters.size === 0) onLastLeft()
    }
    const waiter: Waiter = {
      resolve: (assetPack) => {
        signal?.removeEventListener('abort', leave)
        resolve(assetPack)
      },
      reject: (error) => {
        signal?.removeEventListener('abort', leave)
        reject(error)
      },
    }
    download.waiters.add(waiter)
    signal?.addEventListener('abort', leave, { once: true })
  })
}

/** Ends every wait for the download, each once. */
export function settleWaiters(download: ManagedDownload, how: (waiter: Waiter) => void): void {
  const waiters = [...download.waiters]
  download.waiters.clear()
  waiters.forEach(how)
}
