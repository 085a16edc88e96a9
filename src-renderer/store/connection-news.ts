import type { AssetPacksState } from './asset-packs-store'
import { libraryNotice, type LibraryNotice } from './selectors'

type Known = Pick<AssetPacksState, 'link' | 'facts'>

/** Something about the repository, or about the main process, that a person who does not look at the window must hear. */
export type ConnectionNews =
  | { readonly kind: 'lost' | 'found' | 'online' }
  | { readonly kind: 'checked' }
  | { readonly kind: 'notice'; readonly notice: LibraryNotice }

/**
 * What is to be said about the way from one state to the next; `isAsked` where somebody waits for the outcome of a check for
 * updates, who hears it also when it is what it was before.
 */
export function connectionNews(previous: Known, next: Known, isAsked: boolean): ConnectionNews | undefined {
  if (next.link === 'lost') return previous.link === 'lost' ? undefined : { kind: 'lost' }
  const isOutcome = isAsked && hasChecked(previous, next)
  const [before, notice] = [libraryNotice(previous.facts), libraryNotice(next.facts)]
  if (notice !== undefined)
    return isOutcome || notice.kind !== before?.kind ? { kind: 'notice', notice } : undefined
  if (isOutcome) return next.facts.checkError === undefined ? { kind: 'checked' } : undefined
  if (previous.link === 'lost') return { kind: 'found' }
  return wasCutOff(before) ? { kind: 'online' } : undefined
}

function wasCutOff(before: LibraryNotice | undefined): boolean {
  return before?.kind === 'offline' || before?.kind === 'unreachable'
}

/** Whether a check for updates has come to its end; a short one may never have been seen to run. */
export function hasChecked({ facts: before }: Known, { facts }: Known): boolean {
  if (facts.checking) return false
  return before.checking || facts.checkedAt !== before.checkedAt || facts.checkError !== before.checkError
}
