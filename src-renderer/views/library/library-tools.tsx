import { ArrowDownNarrowWide, ArrowUpNarrowWide, LayoutGrid, List } from 'lucide-react'
import { useId, useMemo, type ReactElement } from 'react'
import { Button } from '../../components/button'
import { Choice } from '../../components/choice'
import { FilterChips, type FilterChip } from '../../components/filter-chips'
import { Select } from '../../components/select'
import { useText, type Text } from '../../components/use-text'
import { libraryGroupings, librarySorts } from '../../store/library-order'
import { filterCounts, foundCount, libraryFilters, type LibraryFilter } from '../../store/library-query'
import type { LibraryLayout } from '../../store/route'
import { usePacks, useWindow } from '../window-context'
import styles from './library-tools.module.css'
import { ViewMenu } from './view-menu'

/** What the library shows, in which order, and how. */
export function LibraryTools({ layout }: { readonly layout: LibraryLayout }): ReactElement {
  return (
    <div className={styles['tools']}>
      <Filters />
      <div className={styles['row']}>
        <Sorting />
        <Grouping />
        <div className={styles['end']}>
          <ViewMenu layout={layout} />
          <Layouts layout={layout} />
        </div>
      </div>
    </div>
  )
}

function Filters(): ReactElement {
  const text = useText()
  const chosen = useWindow((state) => state.route.filters)
  const filters = useWindow((state) => state.shown.filters)
  const go = useWindow((state) => state.go)
  const search = useWindow((state) => state.searched)
  const packs = usePacks((state) => state.standings)
  const count = useMemo(() => foundCount(packs, { filters: [], search }), [packs, search])
  const counts = useMemo(() => filterCounts(packs, { filters, search }), [packs, filters, search])
  const chips = libraryFilters.flatMap((value): readonly FilterChip<LibraryFilter>[] =>
    // What would leave nothing is no choice, unless it was chosen.
    counts[value] > 0 || chosen.includes(value) || value === 'installed' || value === 'updates'
      ? [{ value, title: filterTitle(value, text), count: counts[value] }]
      : [],
  )
  return (
    <FilterChips
      label={text('library.filter')}
      testID="filter"
      all={{ title: text('library.filter.all'), count }}
      chips={chips}
      chosen={chosen}
      onChange={(next) => {
        go({ filters: libraryFilters.filter((filter) => next.includes(filter)) })
      }}
    />
  )
}

function filterTitle(filter: LibraryFilter, text: Text): string {
  switch (filter) {
    case 'essential':
    case 'prefetch':
    case 'onDemand':
      return text(`policy.${filter}`)
    case 'installed':
    case 'notInstalled':
    case 'updates':
    case 'active':
    case 'failed':
      return text(`library.filter.${filter}`)
  }
}

function Sorting(): ReactElement {
  const text = useText()
  const id = useId()
  const { sort, isReversed } = useWindow((state) => state.route)
  const go = useWindow((state) => state.go)
  const Arrow = isReversed ? ArrowUpNarrowWide : ArrowDownNarrowWide
  return (
    <div className={styles['labelled']}>
      <span id={id}>{text('library.sort')}</span>
      <div className={styles['order']}>
        <Select
          labelID={id}
          value={sort}
          options={librarySorts.map((value) => ({ value, title: text(`library.sort.${value}`) }))}
          onChange={(value) => {
            const chosen = librarySorts.find((candidate) => candidate === value)
            if (chosen !== undefined) go({ sort: chosen, isReversed: false })
          }}
          testID="sort"
        />
        <Button
          label={text('library.sort.reverse')}
          testID="sort-reverse"
          isPressed={isReversed}
          onPress={() => {
            go({ isReversed: !isReversed })
          }}
        >
          <Arrow size={16} strokeWidth={1.75} aria-hidden />
        </Button>
      </div>
    </div>
  )
}

function Grouping(): ReactElement {
  const text = useText()
  const id = useId()
  const grouping = useWindow((state) => state.route.grouping)
  const go = useWindow((state) => state.go)
  return (
    <div className={styles['labelled']}>
      <span id={id}>{text('library.group')}</span>
      <Select
        labelID={id}
        value={grouping}
        options={libraryGroupings.map((value) => ({ value, title: text(`library.group.${value}`) }))}
        onChange={(value) => {
          const chosen = libraryGroupings.find((candidate) => candidate === value)
          if (chosen !== undefined) go({ grouping: chosen })
        }}
        testID="group"
      />
    </div>
  )
}

function Layouts({ layout }: { readonly layout: LibraryLayout }): ReactElement {
  const text = useText()
  const go = useWindow((state) => state.go)
  return (
    <Choice
      label={text('library.layout')}
      testID="layout"
      value={layout}
      options={[
        { value: 'grid', label: text('library.layout.grid'), content: <LayoutGrid size={16} aria-hidden /> },
        { value: 'list', label: text('library.layout.list'), content: <List size={16} aria-hidden /> },
      ]}
      onChange={(value) => {
        go({ layout: value })
      }}
    />
  )
}
