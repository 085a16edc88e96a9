import type { WindowRequest } from '../../src-shared/domain/window-request'
import type { AssetPackManager } from '../index'
import { lookForUpdates } from '../ipc/update-look'
import type { Logger } from '../platform/logger'
import type { AppAction } from './app-action'

/** What actions of the app work with. */
export interface AppActionTools {
  readonly show: () => void
  /** Asks it of the window, which comes to the front. */
  readonly ask: (request: WindowRequest) => void
  readonly quit: () => void
  /** Absent until the packs are open, and where they cannot be. */
  readonly manager:
    Pick<AssetPackManager, 'pauseAll' | 'resumeAll' | 'limits' | 'refresh' | 'checkForUpdates'> | undefined
  readonly logger: Logger
}

/** Does what an item of the menu or of the tray says. */
export function performAction(action: AppAction, tools: AppActionTools): void {
  if (action.kind === 'window') tools.ask({ kind: 'command', command: action.command })
  else performOwn(action.name, tools)
}

function performOwn(
  name: Extract<AppAction, { readonly kind: 'app' }>['name'],
  { show, quit, manager, logger }: AppActionTools,
): void {
  switch (name) {
    case 'open':
      show()
      return
    case 'quit':
      quit()
      return
    case 'pauseAll':
      manager?.pauseAll()
      return
    case 'resumeAll':
      manager?.resumeAll()
      return
    case 'checkForUpdates':
      if (manager === undefined) return
      lookForUpdates(manager).catch((error: unknown) => {
        // The window tells of it; the log says what it was for whoever has no window open.
        logger.log('warn', 'The check for updates failed.', { reason: String(error) })
      })
  }
}
