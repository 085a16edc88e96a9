import { SlidersHorizontal } from 'lucide-react'
import type { ReactElement } from 'react'
import { listColumns } from '../../../src-shared/domain/app-settings'
import { ChoiceMenu, type ChoiceMenuSection } from '../../components/choice-menu'
import { useText } from '../../components/use-text'
import { libraryGroupings, librarySorts } from '../../store/library-order'
import type { LibraryLayout } from '../../store/route'
import { useIsNarrow } from '../use-is-narrow'
import { useSettings, useWindow } from '../window-context'

const densities = ['comfortable', 'compact'] as const

/** How much room packs take, and what the list says of them, which are remembered; in a narrow window also their order. */
export function ViewMenu({ layout }: { readonly layout: LibraryLayout }): ReactElement | null {
  const text = useText()
  const order = useOrderSections()
  const isNarrow = useIsNarrow()
  const settings = useSettings((state) => state.app?.settings)
  const change = useSettings((state) => state.change)
  if (settings === undefined) return null
  const density: ChoiceMenuSection = {
    id: 'density',
    title: text('library.density'),
    isMultiple: false,
    chosen: [settings.density],
    options: densities.map((value) => ({ value, title: text(`library.density.${value}`) })),
    onChange: ([chosen]) => {
      const next = densities.find((value) => value === chosen)
      if (next !== undefined) change({ density: next })
    },
  }
  const columns: ChoiceMenuSection = {
    id: 'columns',
    title: text('library.columns'),
    isMultiple: true,
    chosen: settings.listColumns,
    options: listColumns.map((value) => ({ value, title: text(`library.column.${value}`) })),
    onChange: (chosen) => {
      change({ listColumns: listColumns.filter((column) => chosen.includes(column)) })
    },
  }
  return (
    <ChoiceMenu
      label={text('library.view')}
      icon={<SlidersHorizontal size={16} strokeWidth={1.75} aria-hidden />}
      sections={[...(isNarrow ? order : []), density, ...(layout === 'list' ? [columns] : [])]}
      testID="view"
    />
  )
}

/** Sorting and grouping, which stand beside this menu where there is room for them. */
function useOrderSections(): readonly ChoiceMenuSection[] {
  const text = useText()
  const { sort, isReversed, grouping } = useWindow((state) => state.route)
  const go = useWindow((state) => state.go)
  return [
    {
      id: 'sort',
      title: text('library.sort'),
      isMultiple: false,
      chosen: [sort],
      options: librarySorts.map((value) => ({ value, title: text(`library.sort.${value}`) })),
      onChange: ([chosen]) => {
        const next = librarySorts.find((value) => value === chosen)
        if (next !== undefined) go({ sort: next, isReversed: false })
      },
    },
    {
      id: 'order',
      title: text('library.order'),
      isMultiple: true,
      chosen: isReversed ? ['reversed'] : [],
      options: [{ value: 'reversed', title: text('library.sort.reverse') }],
      onChange: (chosen) => {
        go({ isReversed: chosen.length > 0 })
      },
    },
    {
      id: 'group',
      title: text('library.group'),
      isMultiple: false,
      chosen: [grouping],
      options: libraryGroupings.map((value) => ({ value, title: text(`library.group.${value}`) })),
      onChange: ([chosen]) => {
        const next = libraryGroupings.find((value) => value === chosen)
        if (next !== undefined) go({ grouping: next })
      },
    },
  ]
}
