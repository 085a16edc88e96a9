import type { LibraryEntry } from '../../src-shared/domain/library'
import { packState } from '../../src-shared/domain/pack-state'
import { errorLabels } from './labels'
import { lowSpaceOffer } from './low-space-offer'

/** Something that a person can do with a pack. */
export type PackAction =
  | 'install'
  | 'update'
  | 'updateInLessSpace'
  | 'retry'
  | 'check'
  | 'pause'
  | 'resume'
  | 'cancel'
  | 'remove'
  | 'dismiss'
  | 'showInFolder'
  | 'checkFiles'
  | 'rollback'
  | 'unpin'
  | 'saveAsFile'

/** What a pack offers now: one thing to do, at most one quiet thing beside it, the rest in a menu. */
export interface PackActions {
  readonly primary: PackAction | undefined
  readonly secondary: PackAction | undefined
  readonly menu: readonly PackAction[]
}

/** The actions of a pack in its present state. No state is without one. */
export function packActions(entry: LibraryEntry): PackActions {
  const menu = menuActions(entry)
  switch (packState(entry)) {
    case 'notInstalled':
      return { primary: 'install', secondary: undefined, menu }
    case 'waiting':
      return lowSpaceOffer(entry) === undefined
        ? { primary: 'pause', secondary: 'cancel', menu }
        : inLessSpace(['pause', 'cancel', ...menu])
    case 'downloading':
    case 'verifying':
    case 'installing':
      return { primary: 'pause', secondary: 'cancel', menu }
    case 'paused':
      return { primary: 'resume', secondary: 'cancel', menu }
    case 'updateAvailable':
      return { primary: 'update', secondary: undefined, menu }
    case 'upToDate':
    case 'obsolete':
      return { primary: undefined, secondary: undefined, menu }
    case 'failed':
      return failedActions(entry, menu)
  }
}

function failedActions(entry: LibraryEntry, menu: readonly PackAction[]): PackActions {
  if (lowSpaceOffer(entry) !== undefined) return inLessSpace(['retry', 'dismiss', ...menu])
  return { primary: failedAction(entry), secondary: 'dismiss', menu }
}

/** Its long words leave no room for another button. */
function inLessSpace(menu: readonly PackAction[]): PackActions {
  return { primary: 'updateInLessSpace', secondary: undefined, menu }
}

/** Only what is offered can be installed elsewhere from a file, and nothing is removed while it is being updated. */
function menuActions(entry: LibraryEntry): readonly PackAction[] {
  const { local, download } = entry
  return [
    ...localActions(entry),
    ...(packState(entry) === 'obsolete' ? [] : (['saveAsFile'] as const)),
    ...(local === undefined || download !== undefined ? [] : (['remove'] as const)),
  ]
}

/** What the files on this machine allow, whatever else goes on. Going forward is what updating is for. */
function localActions({ local }: LibraryEntry): readonly PackAction[] {
  if (local === undefined) return []
  const canGoBack = local.keptVersion !== undefined && local.keptVersion < local.version
  return [
    'showInFolder',
    'checkFiles',
    ...(canGoBack ? (['rollback'] as const) : []),
    ...(local.isPinned ? (['unpin'] as const) : []),
  ]
}

function failedAction(entry: LibraryEntry): PackAction | undefined {
  const action = entry.error === undefined ? 'retry' : errorLabels[entry.error.code].action
  return action === 'none' ? undefined : action
}
