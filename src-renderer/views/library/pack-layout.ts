import { Layout, LayoutInfo, Rect, Size, type Key } from 'react-aria-components'

/** How a {@link PackLayout} places packs; lengths in CSS pixels. */
export interface PackLayoutOptions {
  /** As many columns as fit of at least this width; one column when it is absent. */
  readonly narrowestColumn?: number
  /** Between columns and between rows. */
  readonly gap: number
  /** Of a pack that has not been drawn yet. */
  readonly likelyHeight: number
}

type Invalidation = Parameters<Layout['update']>[0]

interface PackRowPlaces {
  readonly rect: Rect
  readonly places: readonly LayoutInfo[]
}

/**
 * Where each pack stands, so that only those in sight need to be drawn: columns of the same width as a CSS grid would make
 * them, and each row as high as its highest pack. A pack that was drawn counts for its real height, any other for the
 * likely one.
 */
export class PackLayout extends Layout {
  readonly #places = new Map<Key, LayoutInfo>()
  readonly #heights = new Map<Key, { readonly height: number; readonly width: number }>()
  #rows: PackRowPlaces[] = []
  #contentSize = new Size()

  override update({ layoutOptions }: Invalidation): void {
    const options = layoutOptions as PackLayoutOptions
    const width = this.virtualizer?.size.width ?? 0
    const columns = columnsWithin(width, options)
    // In the order of the list: `getKeys` has them in the order in which they first came.
    const keys = [...(this.virtualizer?.collection ?? [])].map(({ key }) => key)
    this.#places.clear()
    this.#rows = []
    let top = 0
    for (let first = 0; first < keys.length; first += columns) {
      const row = this.#row(keys.slice(first, first + columns), { top, width, columns, options })
      this.#rows.push(row)
      top = row.rect.maxY + options.gap
    }
    this.#contentSize = new Size(width, Math.max(0, top - options.gap))
  }

  override getVisibleLayoutInfos(rect: Rect): LayoutInfo[] {
    const inSight = this.#rows.flatMap((row) => (row.rect.intersects(rect) ? row.places : []))
    // What has the focus stays drawn, wherever the person scrolls.
    const kept = [...(this.virtualizer?.persistedKeys ?? [])].flatMap((key) => this.#places.get(key) ?? [])
    return [...new Set([...inSight, ...kept])]
  }

  override getLayoutInfo(key: Key): LayoutInfo | null {
    return this.#places.get(key) ?? null
  }

  override getContentSize(): Size {
    return this.#contentSize
  }

  /** Notes the height of a pack that was drawn; true when packs have to move for it. */
  override updateItemSize(key: Key, { height }: Size): boolean {
    const place = this.#places.get(key)
    if (place === undefined) return false
    const before = this.#heights.get(key)
    this.#heights.set(key, { height, width: place.rect.width })
    place.estimatedSize = false
    return before === undefined ? height !== place.rect.height : height !== before.height
  }

  #row(
    keys: readonly Key[],
    at: {
      readonly top: number
      readonly width: number
      readonly columns: number
      readonly options: PackLayoutOptions
    },
  ): PackRowPlaces {
    const { gap, likelyHeight } = at.options
    const column = (at.width - gap * (at.columns - 1)) / at.columns
    const height = Math.max(...keys.map((key) => this.#heights.get(key)?.height ?? likelyHeight))
    const places = keys.map((key, index) => {
      const place = new LayoutInfo(
        'item',
        key,
        new Rect(index === 0 ? 0 : index * (column + gap), at.top, column, height),
      )
      place.estimatedSize = this.#heights.get(key)?.width !== column
      // The shadow of a card falls outside of it.
      place.allowOverflow = true
      this.#places.set(key, place)
      return place
    })
    return { rect: new Rect(0, at.top, at.width, height), places }
  }
}

/** How many columns a CSS grid of `repeat(auto-fill, minmax(min(narrowest, 100%), 1fr))` has. */
function columnsWithin(width: number, { narrowestColumn, gap }: PackLayoutOptions): number {
  if (narrowestColumn === undefined || !Number.isFinite(width)) return 1
  return Math.max(1, Math.floor((width + gap) / (narrowestColumn + gap)))
}
