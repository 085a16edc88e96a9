import { Layout, LayoutInfo, Rect, Size, type Key } from 'react-aria-components'

/** How a {@link PackLayout} places packs; lengths in CSS pixels. */
export interface PackLayoutOptions {
  /** As many columns as fit of at least this width; one column when it is absent. */
  readonly narrowestColumn?: number
  /** Between columns and between rows. */
  readonly gap: number
  /** Of a pack, before any was drawn. */
  readonly likelyHeight: number
}

type Invalidation = Parameters<Layout['update']>[0]

/** As it was drawn, in a column of that width. */
interface DrawnHeight {
  readonly height: number
  readonly width: number
}

/**
 * Where each pack stands, so that only those in sight need to be drawn: columns of the same width as a CSS grid would make
 * them, and each row as high as its highest pack. A pack that was drawn counts for its real height, any other for that of the
 * lowest that was at that width: a few that say what went wrong are higher than thousands that do not.
 */
export class PackLayout extends Layout {
  readonly #placeOf = new Map<Key, LayoutInfo>()
  readonly #heights = new Map<Key, DrawnHeight>()
  #usual: DrawnHeight | undefined
  #places: readonly LayoutInfo[] = []
  #rows: readonly Rect[] = []
  #columns = 1
  #gap = 0
  #contentSize = new Size()

  override update({ layoutOptions }: Invalidation): void {
    const options = layoutOptions as PackLayoutOptions
    const { gap } = options
    const width = this.virtualizer?.size.width ?? 0
    const columns = columnsWithin(width, options)
    const column = (width - gap * (columns - 1)) / columns
    // In the order of the list: `getKeys` has them in the order in which they first came.
    const keys = [...(this.virtualizer?.collection ?? [])].map(({ key }) => key)
    const rows: Rect[] = []
    let top = 0
    for (let first = 0; first < keys.length; first += columns) {
      const drawn = keys.slice(first, first + columns).map((key) => this.#height(key, column, options))
      const row = new Rect(0, top, width, Math.max(...drawn))
      rows.push(row)
      top = row.maxY + gap
    }
    this.#rows = rows
    this.#columns = columns
    this.#gap = gap
    this.#contentSize = new Size(width, Math.max(0, top - gap))
    this.#places = keys.map((key, index) => {
      const { y = 0, height = 0 } = rows[Math.floor(index / columns)] ?? {}
      return placeAt(key, new Rect((index % columns) * (column + gap), y, column, height))
    })
    this.#placeOf.clear()
    for (const place of this.#places) this.#placeOf.set(place.key, place)
  }

  override getVisibleLayoutInfos(rect: Rect): LayoutInfo[] {
    const { first, end } = this.#drawnAround(rect)
    // What has the focus stays drawn, wherever the person scrolls.
    const kept = [...(this.virtualizer?.persistedKeys ?? [])].flatMap((key) => this.#placeOf.get(key) ?? [])
    return [...new Set([...this.#places.slice(first, end), ...kept])]
  }

  override getLayoutInfo(key: Key): LayoutInfo | null {
    return this.#placeOf.get(key) ?? null
  }

  override getContentSize(): Size {
    return this.#contentSize
  }

  /** Notes the height of a pack that was drawn; true when packs have to move for it. */
  override updateItemSize(key: Key, { height }: Size): boolean {
    const place = this.#placeOf.get(key)
    if (place === undefined) return false
    const drawn = { height, width: place.rect.width }
    const before = this.#heights.get(key)
    const usual = this.#usual
    this.#heights.set(key, drawn)
    if (usual?.width !== drawn.width || height < usual.height) this.#usual = drawn
    return height !== (before?.width === drawn.width ? before.height : place.rect.height)
  }

  #height(key: Key, width: number, { likelyHeight }: PackLayoutOptions): number {
    const ofSameWidth = [this.#heights.get(key), this.#usual].find((drawn) => drawn?.width === width)
    return ofSameWidth?.height ?? likelyHeight
  }

  /**
   * Which packs are drawn while `rect` is in sight: as many at each place, where rows are as high as each other, and each step of
   * scrolling gives up one above and takes one below. So the page makes nothing anew while it is scrolled, the one that goes
   * becomes the one that comes, and no frame has a whole row of cards to draw.
   */
  #drawnAround(rect: Rect): { readonly first: number; readonly end: number } {
    const [rows, columns] = [this.#rows, this.#columns]
    const top = Math.max(0, rowAt(rows, rect.y))
    const row = rows[top]
    if (row === undefined) return { first: 0, end: 0 }
    const height = row.height + this.#gap
    const passed = Math.min(Math.max(0, (rect.y - row.y) / height), 1 - Number.EPSILON)
    const first = Math.max(0, top * columns - (columns - 1) + Math.floor(passed * columns))
    const count = (Math.ceil(rect.height / height) + 2) * columns - 1
    const lastInSight = rowAt(rows, rect.maxY)
    return { first, end: Math.max(first + count, (lastInSight + 1) * columns) }
  }
}

function placeAt(key: Key, rect: Rect): LayoutInfo {
  const place = new LayoutInfo('item', key, rect)
  // The shadow of a card falls outside of it.
  place.allowOverflow = true
  return place
}

/** The last row that begins at or above `y`, or -1; by halves, for there may be thousands. */
function rowAt(rows: readonly Rect[], y: number): number {
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if ((rows[middle]?.y ?? Infinity) <= y) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** How many columns a CSS grid of `repeat(auto-fill, minmax(min(narrowest, 100%), 1fr))` has. */
function columnsWithin(width: number, { narrowestColumn, gap }: PackLayoutOptions): number {
  if (narrowestColumn === undefined || !Number.isFinite(width)) return 1
  return Math.max(1, Math.floor((width + gap) / (narrowestColumn + gap)))
}
