import { toAssetPackError } from '../../src-shared/domain/errors'
import type { AssetPackManager } from '../index'
import type { Logger } from '../platform/logger'

/** What {@link isChoiceDue} hangs on. */
export interface FirstChoiceFacts {
  /** The person has answered, on this computer. */
  readonly welcomed: boolean
  /** An earlier start began to ask, for these packs, and had no answer. */
  readonly isPrefetchHeld: boolean
  /** Some pack is here. */
  readonly hasPacks: boolean
}

/**
 * Whether the person is still to say which recommended packs are to come. Whoever has packs and was never asked uses the app
 * already; but what came while the question was open is no answer to it.
 */
export function isChoiceDue({ welcomed, isPrefetchHeld, hasPacks }: FirstChoiceFacts): boolean {
  return !welcomed && (isPrefetchHeld || !hasPacks)
}

/** Before anything comes by itself: while the choice is due what is recommended waits for it. */
export function holdForChoice(
  manager: Pick<
    AssetPackManager,
    'holdPrefetch' | 'releasePrefetch' | 'libraryFacts' | 'installedAssetPacks'
  >,
  { welcomed }: Pick<FirstChoiceFacts, 'welcomed'>,
  logger: Logger,
): void {
  const isPrefetchHeld = manager.libraryFacts.isPrefetchHeld === true
  const hasPacks = manager.installedAssetPacks().length > 0
  try {
    if (isChoiceDue({ welcomed, isPrefetchHeld, hasPacks })) manager.holdPrefetch()
    else manager.releasePrefetch()
  } catch (error) {
    // On a full disk, for one: the app is of use without the question.
    logger.log('warn', 'Which packs wait for the first choice cannot be kept.', {
      code: toAssetPackError(error).code,
    })
  }
}
