import { ChevronRight, File, Folder, FolderOpen, TriangleAlert } from 'lucide-react'
import { memo, useCallback, useRef, useState, type ReactElement } from 'react'
import { useText } from '../../components/use-text'
import { formatBytes } from '../../format/bytes'
import type { FileRow } from '../../store/file-tree'
import styles from './file-tree.module.css'
import { useRowKeys } from './use-row-keys'
import { useRowWindow } from './use-row-window'

/** The height of a line, in CSS pixels: all are alike, so that only those in sight need to be drawn. */
export const rowHeight = 32

/** What a {@link FileTree} shows. */
export interface FileTreeProps {
  readonly rows: readonly FileRow[]
  /** Whether they are files of all folders, side by side: nothing to open, nothing to count. */
  readonly isFlat: boolean
  /** Whether there is anything to say in the column of the check. */
  readonly hasFindings: boolean
  readonly onToggle: (path: string) => void
}

/**
 * Files and folders as lines, of which only those in sight are drawn: a pack may have 200,000 files. The component library's
 * own tree makes an element for every line before it draws any.
 *
 * One line can be reached by Tab. Arrows, Home, End and Page keys move between lines, right and left open and close folders,
 * letters go to names.
 */
export function FileTree({ rows, isFlat, hasFindings, onToggle }: FileTreeProps): ReactElement {
  const text = useText()
  const scroller = useRef<HTMLDivElement>(null)
  const [currentPath, setCurrentPath] = useState<string | undefined>()
  const found = currentPath === undefined ? -1 : rows.findIndex(({ path }) => path === currentPath)
  const current = Math.max(0, found)
  const { first, end } = useRowWindow(scroller, rows.length)
  const onKeyDown = useRowKeys({ rows, current, scroller, onToggle, onMove: setCurrentPath })
  const onPress = useCallback(
    (row: FileRow) => {
      setCurrentPath(row.path)
      if (row.kind === 'folder') onToggle(row.path)
    },
    [onToggle],
  )
  const drawn = drawnRows(first, end, current, rows.length)
  return (
    <div className={styles['tree']} data-flat={isFlat || undefined} data-findings={hasFindings || undefined}>
      <Head hasFindings={hasFindings} />
      <div
        ref={scroller}
        role="treegrid"
        aria-label={text('files.list')}
        aria-rowcount={rows.length}
        aria-colcount={hasFindings ? 4 : 3}
        className={styles['scroller']}
        onKeyDown={onKeyDown}
        data-testid="file-tree"
      >
        <div
          role="presentation"
          className={styles['space']}
          style={{ blockSize: `${String(rows.length * rowHeight)}px` }}
        >
          {drawn.map((index) => {
            const row = rows[index]
            return row === undefined ? null : (
              <Row
                key={row.path}
                row={row}
                index={index}
                isCurrent={index === current}
                hasFindings={hasFindings}
                onPress={onPress}
                onFocus={setCurrentPath}
              />
            )
          })}
        </div>
      </div>
    </div>
  )
}

/** Those in sight, and the one that can have the focus, wherever a person scrolls. */
function drawnRows(first: number, end: number, current: number, count: number): readonly number[] {
  const inSight = Array.from({ length: Math.max(0, end - first) }, (_, offset) => first + offset)
  if (current >= count || (current >= first && current < end)) return inSight
  return current < first ? [current, ...inSight] : [...inSight, current]
}

/** What stands in the columns; heard with each cell's own words, so it is for the eye alone. */
function Head({ hasFindings }: { readonly hasFindings: boolean }): ReactElement {
  const text = useText()
  return (
    <div className={styles['head']} aria-hidden>
      <span>{text('files.name')}</span>
      {hasFindings ? <span>{text('files.state')}</span> : null}
      <span className={styles['count']}>{text('files.count')}</span>
      <span className={styles['size']}>{text('files.size')}</span>
    </div>
  )
}

interface RowProps {
  readonly row: FileRow
  readonly index: number
  readonly isCurrent: boolean
  readonly hasFindings: boolean
  readonly onPress: (row: FileRow) => void
  readonly onFocus: (path: string) => void
}

const Row = memo(function Row({
  row,
  index,
  isCurrent,
  hasFindings,
  onPress,
  onFocus,
}: RowProps): ReactElement {
  const text = useText()
  const isFolder = row.kind === 'folder'
  return (
    <div
      role="row"
      tabIndex={isCurrent ? 0 : -1}
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-rowindex={index + 1}
      {...(isFolder ? { 'aria-expanded': row.isExpanded } : {})}
      className={styles['row']}
      style={{ insetBlockStart: `${String(index * rowHeight)}px` }}
      data-index={index}
      data-kind={row.kind}
      data-finding={row.finding}
      data-path={row.path}
      onClick={() => {
        onPress(row)
      }}
      onFocus={() => {
        onFocus(row.path)
      }}
    >
      <div
        role="gridcell"
        aria-colindex={1}
        className={styles['name']}
        style={{ paddingInlineStart: `${String((row.level - 1) * 20)}px` }}
      >
        <RowIcon row={row} />
        <bdi className={styles['path']} title={row.path}>
          {row.name}
        </bdi>
      </div>
      {hasFindings ? (
        <div role="gridcell" aria-colindex={2} className={styles['finding']}>
          <Finding row={row} />
        </div>
      ) : null}
      <div role="gridcell" aria-colindex={hasFindings ? 3 : 2} className={styles['count']}>
        {isFolder ? text('files.folderCount', { count: row.fileCount }) : ''}
      </div>
      <div role="gridcell" aria-colindex={hasFindings ? 4 : 3} className={styles['size']}>
        {row.size === undefined ? '' : formatBytes(row.size, text.locale)}
      </div>
    </div>
  )
})

function RowIcon({ row }: { readonly row: FileRow }): ReactElement {
  const iconSize = 16
  if (row.kind === 'file') {
    return (
      <>
        <span className={styles['arrow']} />
        <File size={iconSize} strokeWidth={1.5} aria-hidden className={styles['icon']} />
      </>
    )
  }
  const Icon = row.isExpanded ? FolderOpen : Folder
  return (
    <>
      <span className={styles['arrow']} data-open={row.isExpanded || undefined}>
        <ChevronRight size={14} strokeWidth={2} aria-hidden />
      </span>
      <Icon size={iconSize} strokeWidth={1.5} aria-hidden className={styles['icon']} />
    </>
  )
}

function Finding({ row }: { readonly row: FileRow }): ReactElement | null {
  const text = useText()
  const { finding, findingCount, change } = row
  if (finding === undefined && change !== undefined)
    return <span className={styles['change']}>{text(`files.change.${change}`)}</span>
  if (finding === undefined && findingCount === 0) return null
  return (
    <span className={styles['wrong']}>
      <TriangleAlert size={14} aria-hidden />
      {finding === undefined
        ? text('files.folderFindings', { count: findingCount })
        : text(`check.finding.${finding}`)}
    </span>
  )
}
