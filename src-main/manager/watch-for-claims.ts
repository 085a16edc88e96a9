import type { Clock } from '../platform/clock'
import { ClaimWatch } from '../platform/claim-watch'
import type { Logger } from '../platform/logger'
import { isClaimed } from '../platform/yielding-lock'
import { ContainerLayout } from '../store/container-layout'
import type { ContainerManager } from './container-manager'

/** Closes a manager that works in the background as soon as another process wants its container, wherever that is by then. */
export function watchForClaims(
  manager: Pick<ContainerManager, 'containerDirectory' | 'giveWay'>,
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
): ClaimWatch {
  return new ClaimWatch({
    isClaimed: () => isClaimed(new ContainerLayout(manager.containerDirectory).lock),
    onClaimed: () => {
      logger.log('info', 'Another process wants the packs: this one gives way')
      manager.giveWay().catch((error: unknown) => {
        logger.log('error', 'The packs cannot be given up in order', { reason: String(error) })
      })
    },
    clock,
  })
}
