import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { QueueMove } from '../../src-shared/domain/queue-move'
import { shortcutFor, type KeyPress } from '../../src-shared/domain/shortcuts'

/** Where a download can go by one place; absent at the ends. */
export interface NeighbourMoves {
  readonly up: QueueMove | undefined
  readonly down: QueueMove | undefined
}

/** The place of a download among those that wait, from 0, once it is where a person wants it. */
export function placeAfterMove(
  id: AssetPackID,
  move: QueueMove,
  waiting: readonly AssetPackID[],
): number | undefined {
  const others = waiting.filter((other) => other !== id)
  switch (move.kind) {
    case 'first':
      return 0
    case 'last':
      return others.length
    case 'before':
    case 'after': {
      const place = others.indexOf(move.id)
      if (place === -1) return undefined
      return move.kind === 'before' ? place : place + 1
    }
  }
}

/** The moves of one download among those that wait. */
export function neighbourMoves(id: AssetPackID, waiting: readonly AssetPackID[]): NeighbourMoves {
  const place = waiting.indexOf(id)
  const [above, below] = [waiting[place - 1], waiting[place + 1]]
  return {
    up: above === undefined || place === -1 ? undefined : { kind: 'before', id: above },
    down: below === undefined || place === -1 ? undefined : { kind: 'after', id: below },
  }
}

/**
 * The move that a key asks for: Alt and an arrow by one place, Alt and Home or End to an end. `none` where it cannot go
 * further; `undefined` for any other key.
 */
export function moveForKey(
  press: KeyPress,
  id: AssetPackID,
  waiting: readonly AssetPackID[],
): QueueMove | 'none' | undefined {
  const shortcut = shortcutFor(press, 'queue', { isTyping: false, withSingleKeys: true })
  const { up, down } = neighbourMoves(id, waiting)
  switch (shortcut) {
    case 'moveUp':
      return up ?? 'none'
    case 'moveDown':
      return down ?? 'none'
    case 'moveToStart':
      return up === undefined ? 'none' : { kind: 'first' }
    case 'moveToEnd': {
      // Behind what waits, not behind what is paused: that is not seen here.
      const last = waiting.at(-1)
      return down === undefined || last === undefined ? 'none' : { kind: 'after', id: last }
    }
    case undefined:
      return undefined
  }
}
