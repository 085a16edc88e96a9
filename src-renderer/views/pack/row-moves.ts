import type { FileRow } from '../../store/file-tree'

/** What a key does in a tree of lines. */
export type RowMove =
  { readonly kind: 'go'; readonly index: number } | { readonly kind: 'toggle'; readonly path: string }

/** Where the keys are pressed. */
export interface RowPlace {
  readonly rows: readonly FileRow[]
  readonly current: number
  /** How far a page goes. */
  readonly pageRows: number
  readonly isRightToLeft: boolean
}

/**
 * What `key` does, as trees do it: forward opens a folder, then goes into it; backward closes it, then goes to the folder that
 * it lies in. `undefined` for a key that means nothing here.
 */
export function rowMove(key: string, place: RowPlace): RowMove | undefined {
  const { rows, current, pageRows } = place
  const go = (index: number): RowMove => ({
    kind: 'go',
    index: Math.min(rows.length - 1, Math.max(0, index)),
  })
  switch (key) {
    case 'ArrowDown':
      return go(current + 1)
    case 'ArrowUp':
      return go(current - 1)
    case 'Home':
      return go(0)
    case 'End':
      return go(rows.length - 1)
    case 'PageDown':
      return go(current + pageRows)
    case 'PageUp':
      return go(current - pageRows)
    case 'Enter':
    case ' ':
      return toggle(rows[current])
    case 'ArrowRight':
      return place.isRightToLeft ? outward(place) : inward(place)
    case 'ArrowLeft':
      return place.isRightToLeft ? inward(place) : outward(place)
    default:
      return undefined
  }
}

function toggle(row: FileRow | undefined): RowMove | undefined {
  return row?.kind === 'folder' ? { kind: 'toggle', path: row.path } : undefined
}

function inward({ rows, current }: RowPlace): RowMove | undefined {
  const row = rows[current]
  if (row?.kind !== 'folder') return undefined
  return row.isExpanded ? { kind: 'go', index: current + 1 } : toggle(row)
}

function outward({ rows, current }: RowPlace): RowMove | undefined {
  const row = rows[current]
  if (row === undefined) return undefined
  if (row.isExpanded) return toggle(row)
  for (let index = current - 1; index >= 0; index -= 1) {
    if ((rows[index]?.level ?? 0) < row.level) return { kind: 'go', index }
  }
  return undefined
}

/** The next line whose name starts with `letters`, from the top again after the last; a single letter leaves the current one. */
export function typedRow(rows: readonly FileRow[], current: number, letters: string): number | undefined {
  const wanted = letters.toLowerCase()
  const from = letters.length === 1 ? current + 1 : current
  for (let step = 0; step < rows.length; step += 1) {
    const index = (from + step) % rows.length
    if (rows[index]?.name.toLowerCase().startsWith(wanted) === true) return index
  }
  return undefined
}
