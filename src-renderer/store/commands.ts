import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import { isAssetPackError, toAssetPackError, type SerializedError } from '../../src-shared/domain/errors'
import type { QueueMove } from '../../src-shared/domain/queue-move'
import type { WindowFailure } from '../../src-shared/domain/window-failure'
import type { AssetPackClient } from '../../src-shared/ipc/contract'

/**
 * Everything that a person can ask for. Each returns at once; the outcome arrives through the store. What frees space for several
 * packs returns a promise that resolves when every answer has come, whatever it is.
 */
export interface Commands {
  /** Installs, updates or tries again: all three mean "have the newest version here". */
  start(id: AssetPackID): void
  /** Updates, taking the installed version apart where there is no room for both. */
  updateInLessSpace(id: AssetPackID): void
  startAll(ids: readonly AssetPackID[]): void
  pause(id: AssetPackID): void
  resume(id: AssetPackID): void
  cancel(id: AssetPackID): void
  remove(id: AssetPackID): void
  /** Takes back that these packs were removed; resolves with those for which it was too late. */
  undoRemove(ids: readonly AssetPackID[]): Promise<readonly AssetPackID[]>
  /** Goes to a version that is kept; forward again ends the pin. */
  rollback(id: AssetPackID, version: number): void
  /** Keeps a version that is here, which becomes the active one. */
  pin(id: AssetPackID, version: number): void
  /** Lets updates come by themselves again. */
  unpin(id: AssetPackID): void
  dismissError(id: AssetPackID): void
  /** Starts a download before all others. */
  startNow(id: AssetPackID): void
  /** Puts a download elsewhere in the queue. */
  move(id: AssetPackID, move: QueueMove): void
  clearHistory(): void
  pauseAll(): void
  resumeAll(): void
  checkForUpdates(): void
  showInFolder(id: AssetPackID): void
  /** Removes several packs. */
  removeAll(ids: readonly AssetPackID[]): Promise<void>
  /** Throws away what several downloads have brought. */
  cancelAll(ids: readonly AssetPackID[]): Promise<void>
  /** Deletes the versions of these packs that are kept to go back to. */
  removeKeptVersions(ids: readonly AssetPackID[]): Promise<void>
  /** Shows the folder that holds the packs. */
  showContainer(): void
  /** Asks the person for files to install packs from. */
  choosePackFiles(): void
  /** Puts a failure of the window itself into the log. */
  reportFailure(failure: WindowFailure): void
}

type CallByID =
  'pause' | 'resume' | 'cancel' | 'remove' | 'removeKeptVersions' | 'unpin' | 'dismissError' | 'showInFolder'

/** What makes another version that is here the active one. */
function versionCommands(
  client: AssetPackClient,
  ask: (request: () => Promise<unknown>) => void,
): Pick<Commands, 'rollback' | 'pin'> {
  return {
    rollback: (id, version) => {
      ask(() => client.rollback({ id, version }))
    },
    pin: (id, version) => {
      ask(() => client.pin({ id, version }))
    },
  }
}

/**
 * The commands of one client. A request that is refused goes to `onRefused`; the next one clears it (`undefined`). A
 * failed check for updates is not a refusal: the library's facts tell of it, whatever the check comes to, and `onCheck` that
 * somebody waits for that.
 */
export function createCommands(
  client: AssetPackClient,
  onRefused: (error: SerializedError | undefined) => void,
  onCheck: () => void,
): Commands {
  const answered = asking(onRefused)
  const ask = (request: () => Promise<unknown>): void => void answered(request)
  const byID =
    (name: CallByID) =>
    (id: AssetPackID): void => {
      ask(() => client[name](id))
    }
  const byIDs =
    (name: CallByID) =>
    (ids: readonly AssetPackID[]): Promise<void> =>
      answered(() => allAnswers(ids.map((id) => client[name](id))))
  return {
    start: (id) => {
      ask(() => client.startDownload({ id }))
    },
    updateInLessSpace: (id) => {
      ask(() => client.startDownload({ id, lowSpace: true }))
    },
    startAll: (ids) => {
      ask(() => Promise.all(ids.map((id) => client.startDownload({ id }))))
    },
    pause: byID('pause'),
    resume: byID('resume'),
    cancel: byID('cancel'),
    remove: byID('remove'),
    ...versionCommands(client, ask),
    unpin: byID('unpin'),
    dismissError: byID('dismissError'),
    showInFolder: byID('showInFolder'),
    removeAll: byIDs('remove'),
    undoRemove: (ids) => undoneTooLate(client, ids, answered),
    cancelAll: byIDs('cancel'),
    removeKeptVersions: byIDs('removeKeptVersions'),
    showContainer: () => {
      ask(() => client.showContainer(undefined))
    },
    choosePackFiles: () => {
      ask(() => client.choosePackFiles(undefined))
    },
    ...queueCommands(client, ask),
    reportFailure: (failure) => {
      // A main process that is gone has no log to write; the window says so elsewhere.
      client.reportFailure(failure).catch(() => undefined)
    },
    checkForUpdates: () => {
      onCheck()
      client.checkForUpdates(undefined).catch(() => {
        // The reason is in `facts.checkError`, where it stays until a check succeeds.
      })
    },
  }
}

/** What is done with the queue as a list, and with what has left it. */
function queueCommands(
  client: AssetPackClient,
  ask: (request: () => Promise<unknown>) => void,
): Pick<Commands, 'startNow' | 'move' | 'pauseAll' | 'resumeAll' | 'clearHistory'> {
  return {
    pauseAll: () => {
      ask(() => client.pauseAll(undefined))
    },
    resumeAll: () => {
      ask(() => client.resumeAll(undefined))
    },
    startNow: (id) => {
      ask(() => client.startNow(id))
    },
    move: (id, move) => {
      ask(() => client.moveDownload({ id, move }))
    },
    clearHistory: () => {
      ask(() => client.clearDownloadHistory(undefined))
    },
  }
}

/** Sends a request; what it is refused with is told, but for a cancellation, which somebody wanted. */
function asking(
  onRefused: (error: SerializedError | undefined) => void,
): (request: () => Promise<unknown>) => Promise<void> {
  return async (request) => {
    onRefused(undefined)
    try {
      await request()
    } catch (error) {
      if (!isAssetPackError(error, 'cancelled')) onRefused(toAssetPackError(error).toJSON())
    }
  }
}

/** Takes removals back. @returns those for which it was too late */
async function undoneTooLate(
  client: Pick<AssetPackClient, 'undoRemove'>,
  ids: readonly AssetPackID[],
  answered: ReturnType<typeof asking>,
): Promise<readonly AssetPackID[]> {
  const late: AssetPackID[] = []
  const undo = async (id: AssetPackID): Promise<void> => {
    if (!(await client.undoRemove(id))) late.push(id)
  }
  await answered(() => allAnswers(ids.map(undo)))
  return late
}

/** Waits for all of them, also where one is refused. @throws the first refusal */
async function allAnswers(requests: readonly Promise<unknown>[]): Promise<void> {
  await Promise.allSettled(requests)
  await Promise.all(requests)
}
