import { AssetPackError } from '../../src-shared/domain/errors'
import type { JobContext } from '../platform/worker-protocol'

/**
 * Asked before every write.
 *
 * @throws AssetPackError `cancelled`; whoever asked for the job hears the signal's own reason instead.
 */
export function stopIfCancelled(context: JobContext): void {
  if (context.isCancelled()) throw new AssetPackError('cancelled', 'The job was cancelled.')
}
