import { sha256Hex } from '../repository/digest'
import { makeIndexPatch } from '../repository/index-patch'
import type { PackIndex } from '../repository/pack-index'
import { encodePackIndex, plainPackIndex } from '../repository/pack-index-codec'

/** Earlier versions that patches are made for: the newest ones, which most machines have. */
const mostPatches = 2

/** A patch must be smaller than this share of the index: a file in the repository has to be worth it. */
const mostPatchShare = 0.9

/** The index of a new version as it is to be written. */
export interface WrittenIndex {
  readonly bytes: Uint8Array
  readonly plain: { readonly sha256: string; readonly length: number }
  readonly patches: readonly IndexPatch[]
}

/** What makes an index out of that of an earlier version. */
export interface IndexPatch {
  readonly fromVersion: number
  readonly bytes: Uint8Array
}

/** The index of a version that is offered. */
export interface EarlierIndex {
  readonly index: PackIndex
  readonly bytes: Uint8Array
}

/** Encodes the index of a new version, and what makes it out of those of earlier versions (newest first). */
export async function writeIndex(index: PackIndex, earlier: readonly EarlierIndex[]): Promise<WrittenIndex> {
  const bytes = await encodePackIndex(index)
  const plain = await plainPackIndex(bytes)
  const patches: IndexPatch[] = []
  for (const { index: base, bytes: baseBytes } of earlier.slice(0, mostPatches)) {
    const patch = await makeIndexPatch(await plainPackIndex(baseBytes), plain)
    if (patch === undefined || patch.length >= mostPatchShare * bytes.length) continue
    patches.push({ fromVersion: base.version, bytes: patch })
  }
  return { bytes, plain: { sha256: sha256Hex(plain), length: plain.length }, patches }
}

/** Bytes of the index that a machine with that version fetches. */
export function indexTransferBytes({ bytes, patches }: WrittenIndex, fromVersion: number): number {
  return patches.find((patch) => patch.fromVersion === fromVersion)?.bytes.length ?? bytes.length
}
