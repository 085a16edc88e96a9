import { SlidersHorizontal } from 'lucide-react'
import type { ReactElement } from 'react'
import { listColumns } from '../../../src-shared/domain/app-settings'
import { ChoiceMenu, type ChoiceMenuSection } from '../../components/choice-menu'
import { useText } from '../../components/use-text'
import type { LibraryLayout } from '../../store/route'
import { useSettings } from '../window-context'

const densities = ['comfortable', 'compact'] as const

/** How much room packs take, and what the list says of them. Both are remembered. */
export function ViewMenu({ layout }: { readonly layout: LibraryLayout }): ReactElement | null {
  const text = useText()
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
      sections={layout === 'list' ? [density, columns] : [density]}
      testID="view"
    />
  )
}
