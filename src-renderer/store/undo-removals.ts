import type { AssetPacksStore } from './asset-packs-store'
import type { Commands } from './commands'
import type { WindowStore } from './window-store'

/** What undoing works with. */
export interface UndoParts {
  readonly packs: AssetPacksStore
  readonly window: WindowStore
  readonly commands: Pick<Commands, 'undoRemove'>
}

/** Takes back all removals that can be taken back, and says of which it was too late. */
export async function undoRemovals({ packs, window, commands }: UndoParts): Promise<void> {
  const leaving = packs.getState().facts.leaving ?? []
  if (leaving.length === 0) return
  const late = new Set(await commands.undoRemove(leaving.map(({ id }) => id)))
  window.getState().sayTooLate(leaving.filter(({ id }) => late.has(id)))
}
