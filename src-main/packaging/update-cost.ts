import { chunkHashesOf, fetchCost } from '../repository/fetch-cost'
import type { PackIndex } from '../repository/pack-index'

/**
 * Stored bytes that a machine with the version `from` fetches of the bundles of the version `to`. The new index comes on
 * top.
 */
export function updateCost(from: PackIndex, to: PackIndex): number {
  const here = chunkHashesOf(from)
  return fetchCost(to, (hash) => here.has(hash)).bytes
}
