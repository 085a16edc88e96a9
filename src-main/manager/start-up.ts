import type { ContentRequest } from '../../src-shared/domain/content-request'
import { isUnreachable } from '../../src-shared/domain/unreachable'
import type { AssetPackManagerParts } from './manager-parts'
import type { UpdateCheck } from './update-checker'

/** See `AssetPackManager.start`. */
export async function startUp(
  parts: AssetPackManagerParts,
  request: ContentRequest | undefined,
  signal: AbortSignal | undefined,
): Promise<UpdateCheck> {
  signal?.throwIfAborted()
  const { content, configuration, updates } = parts
  const isManaged = configuration.hasManagedAssetPacks
  if (isManaged) content.expect(request ?? content.requestAtStart())
  try {
    return await (isManaged ? updates.check('system', signal) : updates.look(signal))
  } catch (error) {
    signal?.throwIfAborted()
    if (!isUnreachable(error)) throw error
    return { updatingIDs: [], removedIDs: [] }
  } finally {
    if (signal?.aborted !== true) goOn(parts)
  }
}

/** What was under way when the process before ended goes on, and checks come by themselves from now on. */
function goOn({
  content,
  prefetchHold,
  downloads,
  housekeeping,
  configuration,
  periodic,
  catalog,
}: AssetPackManagerParts): void {
  downloads.continueJournal()
  housekeeping.tidySoon()
  const hasFailed = catalog.facts.checkError !== undefined
  if (configuration.hasManagedAssetPacks) periodic.start({ hasFailed })
  // Set, or let go, while the check was under way, when nobody could ask for another one.
  const isAnotherDue =
    prefetchHold.isAnswerDue || content.isLanguageChange(catalog.lastGood()?.resolvedLanguage)
  if (!hasFailed && isAnotherDue) periodic.checkSoon()
}
