import { memo, useMemo, type CSSProperties, type ReactElement } from 'react'
import type { ListColumn } from '../../../src-shared/domain/app-settings'
import type { LibraryEntry } from '../../../src-shared/domain/library'
import { useSteadyList } from '../../components/use-steady-list'
import { useText, type Text } from '../../components/use-text'
import { useWidth } from '../../components/use-width'
import { numberFormat } from '../../../src-shared/format/numbers'
import { groupedEntries, type EntryGroup, type GroupName } from '../../store/library-order'
import { foundEntries, type FoundEntries } from '../../store/library-query'
import type { LibraryLayout } from '../../store/route'
import { Notices } from '../shell/notices'
import { usePackKeys } from '../use-pack-keys'
import { usePacks, useSettings, useWindow } from '../window-context'
import { FirstRunPanel } from './first-run-panel'
import { LibraryHead } from './library-head'
import { LibraryPlaceholder } from './library-placeholder'
import { LibraryTools } from './library-tools'
import styles from './library-view.module.css'
import { columnWidths, fittingColumns } from './list-columns'
import { ListHead } from './list-head'
import { MatchesContext, PackCollection, type CollectionLook } from './pack-collection'
import { PackMenuArea } from './pack-menu'
import { SelectionBar } from './selection-bar'
import { useFirstFound } from './use-first-found'

/** Above this many packs a list is easier to survey than a grid. */
const gridLimit = 60

/** All packs, and what can be done with them. */
export function LibraryView(): ReactElement {
  const loaded = usePacks((state) => state.loaded)
  const count = usePacks((state) => state.entries.size)
  const usual: LibraryLayout = count > gridLimit ? 'list' : 'grid'
  const chosen = useWindow((state) => state.route.layout ?? usual)
  const shown = useWindow((state) => state.shown.layout ?? usual)
  const isEmpty = loaded && count === 0
  return (
    <div className={styles['view']}>
      <LibraryHead />
      {isEmpty ? null : <LibraryTools layout={chosen} />}
      <Notices />
      <FirstRunPanel />
      <FoundPacks layout={shown} />
    </div>
  )
}

const FoundPacks = memo(function FoundPacks({
  layout,
}: {
  readonly layout: LibraryLayout
}): ReactElement | null {
  const loaded = usePacks((state) => state.loaded)
  const found = useFound()
  const grouping = useWindow((state) => state.shown.grouping)
  const groups = useMemo(() => groupedEntries(found.entries, grouping), [found, grouping])
  useFirstFound(groups[0]?.entries[0]?.assetPack.id)
  if (found.entries.length > 0) return <Found found={found} groups={groups} layout={layout} />
  return loaded ? <LibraryPlaceholder /> : null
})

/** What the filters, the search and the order come to. */
function useFound(): FoundEntries {
  const { locale } = useText()
  const entries = usePacks((state) => state.standings)
  const { filters, sort, isReversed } = useWindow((state) => state.shown)
  const search = useWindow((state) => state.searched)
  return useMemo(
    () => foundEntries(entries, { filters, sort, isReversed, search }, locale),
    [entries, filters, sort, isReversed, search, locale],
  )
}

const none: readonly LibraryEntry[] = []

/** Those of the packs that are selected. What is selected and not shown is left alone until it is. */
function useSelected(entries: readonly LibraryEntry[]): readonly LibraryEntry[] {
  const selection = useWindow((state) => state.selection)
  return useMemo(
    () => (selection.size === 0 ? none : entries.filter(({ assetPack }) => selection.has(assetPack.id))),
    [entries, selection],
  )
}

interface FoundProps {
  readonly found: FoundEntries
  /** The same as they are shown. */
  readonly groups: readonly EntryGroup[]
  readonly layout: LibraryLayout
}

function Found({ found, groups, layout }: FoundProps): ReactElement {
  const text = useText()
  const search = useWindow((state) => state.searched)
  const grouping = useWindow((state) => state.shown.grouping)
  const selected = useSelected(found.entries)
  const onKeyDown = usePackKeys(selected)
  const ids = useSteadyList(found.entries.map(({ assetPack }) => assetPack.id))
  const [element, width] = useWidth()
  const look = useLook(layout, grouping === 'none' ? 2 : 3, width)
  const style = { '--list-columns': columnWidths(look.columns, text.locale) } as CSSProperties
  return (
    <PackMenuArea selected={selected}>
      {found.search?.isSimilar === true ? (
        <p className={styles['similar']} role="status" data-testid="library-similar">
          {text('library.similar', { search })}
        </p>
      ) : null}
      <div ref={element} className={styles['found']} style={style} onKeyDownCapture={onKeyDown}>
        {layout === 'list' ? <ListHead ids={ids} columns={look.columns} /> : null}
        <MatchesContext value={found.search?.matches}>
          {groups.map((group) => (
            <Group key={group.name} group={group} look={look} isSelecting={selected.length > 0} />
          ))}
        </MatchesContext>
      </div>
      <SelectionBar selected={selected} />
    </PackMenuArea>
  )
}

interface GroupProps {
  readonly group: EntryGroup
  readonly look: CollectionLook
  readonly isSelecting: boolean
}

function Group({ group: { name, entries }, look, isSelecting }: GroupProps): ReactElement {
  const text = useText()
  const title = groupTitle(name, text)
  const collection = <PackCollection label={title} entries={entries} look={look} isSelecting={isSelecting} />
  if (name === 'all') return collection
  return (
    <section className={styles['group']} aria-label={title} data-testid={`group-${name}`}>
      <h2>
        {title}{' '}
        <span className={styles['count']}>{numberFormat(text.locale, {}).format(entries.length)}</span>
      </h2>
      {collection}
    </section>
  )
}

function groupTitle(name: GroupName, text: Text): string {
  switch (name) {
    case 'all':
      return text('library.list')
    case 'essential':
    case 'prefetch':
    case 'onDemand':
      return text(`policy.${name}`)
    case 'attention':
    case 'updates':
    case 'active':
    case 'installed':
    case 'available':
      return text(`library.groupName.${name}`)
  }
}

const noColumns: readonly ListColumn[] = []

/** The same look for as long as it is the same, for the list draws everything anew for another one. */
function useLook(layout: LibraryLayout, level: 2 | 3, width: number | undefined): CollectionLook {
  const { locale } = useText()
  const density = useSettings((state) => state.app?.settings.density ?? 'comfortable')
  const chosen = useSettings((state) => state.app?.settings.listColumns ?? noColumns)
  const columns = useSteadyList(fittingColumns(chosen, width, locale))
  return useMemo(() => ({ layout, density, columns, level }), [layout, density, columns, level])
}
