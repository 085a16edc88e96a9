import { chunkHashesOf, fetchCost } from '../repository/fetch-cost'
import type { PackIndex } from '../repository/pack-index'

/** Bytes of content that a machine with `base` would fetch to get `index`, were both in one repository. */
export function updateCost(base: PackIndex, index: PackIndex): number {
  const here = chunkHashesOf(base)
  return fetchCost(index, (hash) => here.has(hash)).bytes
}
