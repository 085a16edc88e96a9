import type { Cancellable } from './call-options'
import type { ReconciledLanguage } from './language-reconciliation'

/** Which language's localized packs are kept in a container, and which are here. */
export interface LocalizedAssetPacks {
  /**
   * The language, BCP-47, whose localized packs come by themselves: the one of those that are offered which fits best what
   * was set or, when nothing was, what the user prefers; else the configuration's primary language. While no list is known
   * it is chosen among the languages that are here. `undefined` when none fits. No disk access. (The original's
   * `resolvedLanguage`.)
   */
  readonly resolvedLanguage: string | undefined

  /**
   * Puts a language in the place of what the user prefers (setting the original's `resolvedLanguage`), or with `undefined`
   * takes that back; durable when it returns. Nothing is fetched or removed by then. Where it makes the resolved language
   * another one than the system acted on last, that is a `languageChange` for the system: a manager that was started fetches
   * the packs of that language in the background, any other one at its next start.
   * {@link LocalizedAssetPacks.reconcilePreferredLanguages} waits for them.
   *
   * @param language - BCP-47; `resolvedLanguage` is what fits it best.
   * @throws `invalidArgument` for what is not a language tag.
   */
  setResolvedLanguage(language: string | undefined): void

  /**
   * The languages of the localized packs that are here: BCP-47, each once, ordered (the original's `locallyAvailableLanguages`).
   * No disk access.
   */
  locallyAvailableLanguages(): readonly string[]

  /**
   * Brings the localized packs in line with {@link LocalizedAssetPacks.resolvedLanguage} (the original's
   * `reconcilePreferredLanguages()`): fetches the essential and prefetch
   * packs of that language that are not here in any version, waits for them, and then removes the packs of other languages
   * that came by themselves, with their downloads. Asks the host where it can; what is here in full needs none.
   *
   * Never removed are packs that the app fetched itself: those that `ensureLocalAvailability`, `startDownload` or a
   * `DownloadManager` asked for while they were neither here nor on their way by themselves. The container remembers
   * which ones came by themselves; a pack of which it does not know that, and a pinned one, stays. On demand packs never
   * come by themselves.
   *
   * Where the original is silent: it is an explicit request, which does not wait for conditions, and goes past the
   * restrictions of the first launch and `hasManagedAssetPacks`; the app's extension is asked, for no pack was asked for by
   * name; `maxInstallSize` and `essentialMaxInstallSize` count, without what is about to be removed. Nothing is removed when
   * one of the packs cannot come, when no language fits, and when another language was set meanwhile. A process that dies
   * before the end goes on with the downloads at its next start; the next call removes.
   *
   * @returns what came and what went.
   * @throws {@link LocalAvailabilityError} when packs cannot come; what `manifest` throws; the signal's reason when it aborts:
   * the downloads go on.
   */
  reconcilePreferredLanguages(options?: Cancellable): Promise<ReconciledLanguage>
}
