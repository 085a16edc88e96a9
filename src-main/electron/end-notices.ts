import type { AppSettings } from '../../src-shared/domain/app-settings'
import { packTitle } from '../../src-shared/domain/pack-text'
import { overallProgress, type LibraryByID } from './library-summary'

/** What the system may tell of downloads while nobody looks at the window. */
export type EndNotice =
  { readonly kind: 'needed' } | { readonly kind: 'done' } | { readonly kind: 'pack'; readonly title: string }

type Wanted = Pick<AppSettings, 'notifyWhenDone' | 'notifyWhenNeeded' | 'notifyEachPack'>

/**
 * What there is to tell of the way from one state of the library to the next: that a pack has come, if each is wanted; when
 * the last download has ended, that all is done, or that something could not be. One thing at a time: what tells that all is
 * done tells of the last pack, too.
 */
export function endNotices(before: LibraryByID, after: LibraryByID, wanted: Wanted): readonly EndNotice[] {
  const [past, now] = [overallProgress(before), overallProgress(after)]
  const hasEnded = past.active > 0 && now.active === 0 && now.paused === 0
  if (hasEnded && now.failed > 0) return wanted.notifyWhenNeeded ? [{ kind: 'needed' }] : []
  if (hasEnded && wanted.notifyWhenDone) return [{ kind: 'done' }]
  return wanted.notifyEachPack ? arrivals(before, after) : []
}

function arrivals(before: LibraryByID, after: LibraryByID): readonly EndNotice[] {
  return [...after].flatMap(([id, { assetPack, local, download }]) => {
    const past = before.get(id)
    const hasCome = past?.download !== undefined && download === undefined && local !== undefined
    return hasCome && local.version !== past.local?.version
      ? [{ kind: 'pack', title: packTitle(assetPack) }]
      : []
  })
}
