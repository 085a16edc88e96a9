import type { ListColumn } from '../../../src-shared/domain/app-settings'
import { localeOf, type LocaleID } from '../../../src-shared/messages/locales'

/** CSS pixels that the words of a language need. */
interface Widths {
  /** The longest name of a state, or a running pack's figures. */
  readonly status: number
  /** The longest usual word on the one button, and the menu beside it. */
  readonly buttons: number
  /** The longest value, or the name of the column with the arrow of what sorts. */
  readonly columns: Readonly<Record<ListColumn, number>>
}

const english: Widths = {
  status: 196,
  buttons: 116,
  columns: { version: 108, policy: 92, size: 56, download: 76, updated: 80 },
}

const widths: Readonly<Record<LocaleID, Widths>> = {
  en: english,
  de: {
    status: 168,
    buttons: 168,
    columns: { version: 108, policy: 72, size: 60, download: 76, updated: 80 },
  },
  ja: {
    status: 168,
    buttons: 140,
    columns: { version: 124, policy: 72, size: 56, download: 92, updated: 76 },
  },
  // Kilobytes are a whole word there.
  ar: {
    status: 160,
    buttons: 148,
    columns: { version: 108, policy: 80, size: 84, download: 84, updated: 76 },
  },
  // Made up, and two fifths longer than English.
  qps: {
    status: 224,
    buttons: 160,
    columns: { version: 140, policy: 128, size: 72, download: 104, updated: 104 },
  },
}

/** A shorter name says too little. */
const narrowestName = 180
/** Box and picture, what is left and right of a line, and between two columns. */
const [box, picture, edges, gap] = [20, 44, 34, 12] as const

/** The first of these goes first: version and kind stand below the name where they have no column. */
const leastNeeded: readonly ListColumn[] = ['policy', 'version', 'updated', 'download', 'size']

/**
 * Those of the chosen columns that a list has room for without cutting names.
 *
 * @param listWidth - in CSS pixels; `undefined` where nobody can say.
 */
export function fittingColumns(
  chosen: readonly ListColumn[],
  listWidth: number | undefined,
  locale: string,
): readonly ListColumn[] {
  if (listWidth === undefined) return chosen
  const { status, buttons, columns } = widthsIn(locale)
  const others = edges + box + picture + narrowestName + status + buttons + 4 * gap
  const needed = (shown: readonly ListColumn[]): number =>
    shown.reduce((sum, column) => sum + columns[column] + gap, others)
  let shown = chosen
  for (const column of leastNeeded) {
    if (needed(shown) <= listWidth) break
    shown = shown.filter((other) => other !== column)
  }
  return shown
}

/** Box, picture, name, status, the columns, buttons: as `grid-template-columns` wants them. The name takes what is left. */
export function columnWidths(columns: readonly ListColumn[], locale: string): string {
  const { status, buttons, columns: own } = widthsIn(locale)
  const shown = columns.map((column) => `${String(own[column])}px`)
  return [
    `${String(box)}px`,
    `var(--thumb-size, ${String(picture)}px)`,
    'minmax(0, 1fr)',
    // Where there is more room than names need, figures have some of it.
    `minmax(${String(status)}px, 0.5fr)`,
    ...shown,
    `${String(buttons)}px`,
  ].join(' ')
}

function widthsIn(locale: string): Widths {
  return widths[localeOf(locale)?.id ?? 'en']
}
