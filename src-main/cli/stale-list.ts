import type { JsonObject } from '../../src-shared/base/json'
import type { AssetPackManager } from '../index'
import type { Output } from './output'

/**
 * What a command's document says when its answer rests on an earlier list, because the repository could not be asked; in
 * the words of the library's facts. Nothing when the list is fresh. People are told in a line.
 */
export function staleFacts(
  manager: AssetPackManager,
  output: Output,
  basis = 'by the list as it was last time',
): JsonObject {
  const { connection, checkedAt } = manager.libraryFacts
  if (connection !== 'offline' && connection !== 'unreachable') return {}
  const cause = connection === 'offline' ? 'There is no network' : 'The server cannot be reached'
  output.note(`${cause}: this is ${basis}.`)
  return { stale: true, connection, ...(checkedAt === undefined ? {} : { checkedAt }) }
}
