import type { Unsubscribe } from '../../src-shared/base/emitter'
import type { CatalogWatch } from './catalog-watch'
import type { PeriodicRefresh } from './periodic-refresh'
import type { UpdateChecker } from './update-checker'

/**
 * Lets the system check at once when a list that came another way than by a check, because of an installation, a doubt or a
 * question of the app, offers updates that come by themselves: what a window shows as an update would else wait for hours. So would
 * a host that did not answer there: nobody else asks again before the next check.
 */
export class ListFollower {
  readonly #unsubscribe: Unsubscribe

  constructor(parts: {
    readonly catalog: Pick<CatalogWatch, 'changes' | 'connection'>
    readonly updates: Pick<UpdateChecker, 'isBehind'>
    readonly periodic: Pick<PeriodicRefresh, 'checkSoon' | 'checkAfterFailure'>
  }) {
    const { catalog, updates, periodic } = parts
    this.#unsubscribe = catalog.changes.subscribe(() => {
      if (updates.isBehind) periodic.checkSoon()
      else if (catalog.connection === 'unreachable') periodic.checkAfterFailure()
    })
  }

  close(): void {
    this.#unsubscribe()
  }
}
