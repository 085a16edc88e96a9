import type { PlannedFetch } from '../repository/frame-choice'
import type { FrameTable } from '../repository/pack-index'

/** What decides how the last transfers are divided. */
export interface ShortEndFacts {
  /** Transfers at the same time. */
  readonly connections: number
  /** SHA-256 of bundles of which an earlier attempt has a part: those go on where they stopped, undivided. */
  readonly begun: ReadonlySet<string>
}

/** Where a bundle may be cut: after the frame that fills a piece up to this. */
const pieceBytes = 4 * 1024 * 1024

/**
 * Divides the last transfers, one for each connection, so that none is left alone with a whole bundle while the others have
 * nothing to do: on a lossy line one connection has a fraction of what the line could carry. A bundle is always cut at the same
 * places, so a piece that was begun is known again when less is left to fetch.
 */
export function withShortEnd(
  index: Pick<FrameTable, 'frames' | 'bundles'>,
  fetches: readonly PlannedFetch[],
  { connections, begun }: ShortEndFacts,
): readonly PlannedFetch[] {
  if (connections < 2) return fetches
  const firstDivided = fetches.length - connections
  const cuts = new BundleCuts(index)
  return fetches.flatMap((fetch, number) => {
    const isWhole = number < firstDivided || fetch.length < 2 * pieceBytes
    if (isWhole || (fetch.isWhole && begun.has(index.bundles[fetch.bundle]?.sha256 ?? ''))) return [fetch]
    return pieces(index, fetch, cuts.of(fetch.bundle))
  })
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

/** The cuts of each bundle, found for all at once when the first is asked for. */
class BundleCuts {
  readonly #index: Pick<FrameTable, 'frames' | 'bundles'>
  #ofBundle: readonly (readonly number[])[] | undefined

  constructor(index: Pick<FrameTable, 'frames' | 'bundles'>) {
    this.#index = index
  }

  of(bundle: number): readonly number[] {
    this.#ofBundle ??= this.#find()
    return this.#ofBundle[bundle] ?? []
  }

  #find(): readonly (readonly number[])[] {
    const { frames, bundles } = this.#index
    const ends = bundles.map((): number[] => [])
    for (const { bundle, offset, storedLength } of frames) ends[bundle]?.push(offset + storedLength)
    return ends.map((offsets, bundle) => {
      const size = bundles[bundle]?.size ?? 0
      const cuts: number[] = []
      let last = 0
      for (const offset of offsets.sort((a, b) => a - b)) {
        // A rest of less than half a piece stays with the piece before it.
        if (offset - last < pieceBytes || size - offset < pieceBytes / 2) continue
        cuts.push(offset)
        last = offset
      }
      return cuts
    })
  }
}
