import { ArrowDown, ArrowUp } from 'lucide-react'
import { memo, type ReactElement } from 'react'
import { Button } from 'react-aria-components'
import type { ListColumn } from '../../../src-shared/domain/app-settings'
import type { AssetPackID } from '../../../src-shared/domain/asset-pack-id'
import { Checkbox } from '../../components/checkbox'
import { useText } from '../../components/use-text'
import type { LibrarySort } from '../../store/library-order'
import { useWindow } from '../window-context'
import styles from './list-head.module.css'

/** What a {@link ListHead} shows. */
export interface ListHeadProps {
  /** All that are shown; the same list as long as they are. */
  readonly ids: readonly AssetPackID[]
  readonly columns: readonly ListColumn[]
}

/** What sorts by a column; a version means nothing beside one of another pack. */
const columnSorts: Readonly<Record<ListColumn, LibrarySort | undefined>> = {
  version: undefined,
  policy: 'needed',
  size: 'size',
  download: 'download',
  updated: 'updated',
}

/** What the columns of the list say, to sort by; and a box for all of it. */
export const ListHead = memo(function ListHead({ ids, columns }: ListHeadProps): ReactElement {
  const text = useText()
  return (
    <div className={styles['head']} role="group" aria-label={text('library.columns')}>
      <SelectAll ids={ids} />
      <div className={styles['name']}>
        <SortButton sort="name" title={text('library.sort.name')} />
      </div>
      <div>
        <SortButton sort="status" title={text('library.sort.status')} />
      </div>
      {columns.map((column) => {
        const sort = columnSorts[column]
        const title = text(`library.column.${column}`)
        return (
          <div key={column} className={styles['column']} data-column={column}>
            {sort === undefined ? (
              <span className={styles['title']}>{title}</span>
            ) : (
              <SortButton sort={sort} title={title} />
            )}
          </div>
        )
      })}
    </div>
  )
})

function SelectAll({ ids }: { readonly ids: readonly AssetPackID[] }): ReactElement {
  const text = useText()
  const selection = useWindow((state) => state.selection)
  const select = useWindow((state) => state.select)
  const deselect = useWindow((state) => state.deselect)
  const chosen = ids.filter((id) => selection.has(id)).length
  const isAll = ids.length > 0 && chosen === ids.length
  return (
    <Checkbox
      label={text('library.selectAll')}
      isOn={isAll}
      isPartly={chosen > 0 && !isAll}
      onChange={(isOn) => {
        // What is selected and not shown stays as it is.
        if (isOn) select(new Set([...selection, ...ids]))
        else deselect(ids)
      }}
      testID="select-all"
    />
  )
}

/** Sorts by a column, and the other way round when it does so already. */
function SortButton({ sort, title }: { readonly sort: LibrarySort; readonly title: string }): ReactElement {
  const { sort: present, isReversed } = useWindow((state) => state.route)
  const go = useWindow((state) => state.go)
  const isPresent = present === sort
  const Arrow = isReversed ? ArrowUp : ArrowDown
  return (
    <Button
      className={styles['sort'] ?? ''}
      aria-pressed={isPresent}
      data-testid={`sort-by-${sort}`}
      onPress={() => {
        go({ sort, isReversed: isPresent && !isReversed })
      }}
    >
      {title}
      {isPresent ? <Arrow size={14} aria-hidden /> : null}
    </Button>
  )
}
