import type { PlannedFetch } from '../repository/frame-choice'
import type { FrameTable } from '../repository/pack-index'

/** What decides how the last transfers are divided. */
export interface LastFetchesFacts {
  /** Transfers at the same time. */
  readonly connections: number
  /** SHA-256 of bundles of which an earlier attempt has a part: those go on where they stopped, undivided. */
  readonly begun: ReadonlySet<string>
}

/** Where a bundle may be cut: after the frame that fills a piece up to this. */
const pieceBytes = 4 * 1024 * 1024
/** So much at the end of a bundle is cut finer; its pieces come last of all. */
const closingBytes = 2 * 1024 * 1024
const closingPieceBytes = 1024 * 1024

/**
 * Divides the last transfers, one for each connection, so that none is left alone with a whole bundle while the others have
 * nothing to do: on a lossy line one connection has a fraction of what the line could carry. The smallest pieces come last of all, so
 * that all connections end at about the same time. A bundle is always cut at the same places, so a piece that was begun is known
 * again when less is left to fetch, as long as its bundle is still among the last; else what came of the piece comes again.
 */
export function withLastDivided(
  index: Pick<FrameTable, 'frames' | 'bundles'>,
  fetches: readonly PlannedFetch[],
  { connections, begun }: LastFetchesFacts,
): readonly PlannedFetch[] {
  const firstDivided = connections < 2 ? fetches.length : fetches.length - connections
  const isDivided = ({ bundle, isWhole, length }: PlannedFetch, number: number): boolean =>
    number >= firstDivided &&
    length >= 2 * pieceBytes &&
    !(isWhole && begun.has(index.bundles[bundle]?.sha256 ?? ''))
  const cuts = bundleCuts(index, new Set(fetches.filter(isDivided).map(({ bundle }) => bundle)))
  const divided = fetches.flatMap((fetch, number) =>
    isDivided(fetch, number) ? pieces(index, fetch, cuts.get(fetch.bundle) ?? []) : [fetch],
  )
  const isClosing = ({ bundle, isWhole, offset }: PlannedFetch): boolean =>
    !isWhole && cuts.has(bundle) && offset >= (index.bundles[bundle]?.size ?? 0) - closingBytes
  const closing = divided.filter(isClosing).sort((a, b) => b.length - a.length)
  return [...divided.filter((fetch) => !isClosing(fetch)), ...closing]
}

/** The fetch, cut at these offsets; what holds no frame that is wanted is left out. */
function pieces(
  { frames }: Pick<FrameTable, 'frames'>,
  fetch: PlannedFetch,
  cuts: readonly number[],
): readonly PlannedFetch[] {
  const end = fetch.offset + fetch.length
  const borders = [fetch.offset, ...cuts.filter((cut) => cut > fetch.offset && cut < end), end]
  const framesAt = borders.map((): number[] => [])
  for (const position of fetch.frames) {
    const offset = frames[position]?.offset ?? 0
    framesAt[borders.findLastIndex((border) => border <= offset)]?.push(position)
  }
  return borders.flatMap((offset, number) => {
    const wanted = framesAt[number] ?? []
    if (wanted.length === 0) return []
    const length = (borders[number + 1] ?? end) - offset
    return [{ bundle: fetch.bundle, isWhole: false, offset, length, frames: Uint32Array.from(wanted) }]
  })
}

/** Where these bundles are cut. */
function bundleCuts(
  { frames, bundles }: Pick<FrameTable, 'frames' | 'bundles'>,
  wanted: ReadonlySet<number>,
): ReadonlyMap<number, readonly number[]> {
  const ends = new Map(Array.from(wanted, (bundle): [number, number[]] => [bundle, []]))
  for (const { bundle, offset, storedLength } of frames) ends.get(bundle)?.push(offset + storedLength)
  return new Map(
    Array.from(ends, ([bundle, offsets]) => [bundle, cutsAmong(offsets, bundles[bundle]?.size ?? 0)]),
  )
}

function cutsAmong(frameEnds: readonly number[], bundleSize: number): readonly number[] {
  const cuts: number[] = []
  let last = 0
  for (const offset of [...frameEnds].sort((a, b) => a - b)) {
    const wanted = offset >= bundleSize - closingBytes ? closingPieceBytes : pieceBytes
    if (offset - last < wanted || bundleSize - offset < closingPieceBytes / 2) continue
    cuts.push(offset)
    last = offset
  }
  return cuts
}
