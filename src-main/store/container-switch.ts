import { AssetPackError } from '../../src-shared/domain/errors'
import { syncDirectory } from '../platform/file-system'
import type { Logger } from '../platform/logger'
import {
  readMovedTo,
  switchBack,
  switchToMoved,
  writeArrival,
  writeMovingTo,
  writeUnfinished,
  type Arrival,
} from './container-address'
import { endDeparture, keepUnfinished } from './container-departure'
import { requireBegun } from './move-target'

/** A move of a container from one folder to another; this process holds both. */
interface ContainerSwitch extends Pick<Arrival, 'from' | 'way'> {
  readonly to: string
  /** What earlier moves have left to clear: the new folder's record takes it over. */
  readonly older: readonly string[]
  readonly logger: Logger
  /** What the new folder has fallen behind with; `undefined` while it has all that the old one has. */
  readonly lag?: (() => unknown) | undefined
  /** From here on the new folder is the container. Never fails. */
  readonly onSwitched?: (() => void) | undefined
  /** Nobody can say now which of the two folders the next start will find to be the container. */
  readonly onUndecided?: ((error: AssetPackError) => void) | undefined
}

/**
 * M-1 to M-3. `bring` makes all that must be in the new folder before the switch, and calls `switchOver`, last.
 *
 * @throws what failed: then the old folder is the container, and the new one as it was. Only where the old folder's disk
 * fails so that its record may or may not be found later, both stay as they are, each of them whole.
 */
export async function moveOver(
  move: ContainerSwitch,
  bring: (switchOver: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const { from, to, way, older, logger } = move
  // The old folder's drive may be full, which is a reason to leave it: what it must take is there before the first byte moves.
  const unfinished = await keepUnfinished(from)
  await writeMovingTo(from, to)
  const begin = async (): Promise<void> => {
    await writeArrival(to, { from, way, isComplete: false, older })
    await writeUnfinished(to, unfinished)
  }
  await begin().catch(async (error: unknown) => {
    await endDeparture(from, logger, true)
    throw error
  })
  const standing: { now: Standing } = { now: 'before' }
  try {
    await bring(async () => {
      await requireBegun(to)
      await switchOver(move, standing)
    })
  } catch (error) {
    if (standing.now !== 'before') throw error
    const gone = await goneDisk(to)
    // Without its disk the record stays: it leads the next start to what is there.
    if (gone === undefined) await endDeparture(from, logger, true)
    throw gone ?? error
  }
}

/** Why the folder to which a move goes cannot be found any more; `undefined` when it can. */
function goneDisk(to: string): Promise<unknown> {
  return requireBegun(to).then(
    () => undefined,
    (error: unknown) => error,
  )
}

/** Which folder is the container: the old one, surely; the new one, surely; or one of them. */
type Standing = 'before' | 'switched' | 'unknown'

/** M-3. */
async function switchOver(move: ContainerSwitch, standing: { now: Standing }): Promise<void> {
  const { from, to, logger } = move
  requireWhole(move)
  standing.now = 'unknown'
  try {
    await switchToMoved(from)
    requireWhole(move)
    standing.now = 'switched'
  } catch (error) {
    standing.now = await takeBack(from)
    if (standing.now === 'before') throw error
    // Then the new folder would be the container, and lack something.
    if (move.lag?.() !== undefined) standing.now = 'unknown'
    logger.log('error', 'A move cannot be taken back', { to, standing: standing.now, reason: String(error) })
    if (standing.now === 'unknown') throw undecided(move, error)
  }
  move.onSwitched?.()
}

function requireWhole({ lag }: ContainerSwitch): void {
  const failure = lag?.()
  if (failure !== undefined) throw failure as Error
}

/** Takes the switch back that could not be made, and says what is durable by then. */
async function takeBack(from: string): Promise<Standing> {
  try {
    await switchBack(from)
    return 'before'
  } catch {
    try {
      await syncDirectory(from)
      return (await readMovedTo(from)) === undefined ? 'before' : 'switched'
    } catch {
      return 'unknown'
    }
  }
}

function undecided({ from, to, onUndecided }: ContainerSwitch, cause: unknown): AssetPackError {
  const error = new AssetPackError(
    'diskFailed',
    `The disk of ${from} failed just as its packs became those of ${to}. They are whole in both folders; which one counts is seen when they are opened again. Check the disk.`,
    { cause, details: { path: from, movedTo: to } },
  )
  onUndecided?.(error)
  return error
}
