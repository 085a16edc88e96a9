import { useMemo, type ReactElement } from 'react'
import { useText } from '../../components/use-text'
import type { LibraryLayout } from '../../store/route'
import { shownEntries } from '../../store/selectors'
import { Notices } from '../shell/notices'
import { usePacks, useWindow } from '../window-context'
import { useKeptFocus } from '../use-kept-focus'
import { FirstRunPanel } from './first-run-panel'
import { LibraryHead } from './library-head'
import { LibraryPlaceholder } from './library-placeholder'
import styles from './library-view.module.css'
import { PackCollection } from './pack-collection'

/** Above this many packs a list is easier to survey than a grid. */
const gridLimit = 60

/** All packs, and what can be done with them. */
export function LibraryView(): ReactElement {
  const text = useText()
  const keptFocus = useKeptFocus()
  const loaded = usePacks((state) => state.loaded)
  const entries = usePacks((state) => state.entries)
  const route = useWindow((state) => state.route)
  const search = useWindow((state) => state.search)
  const shown = useMemo(
    () => shownEntries(entries, { filter: route.filter, search }, text.locale),
    [entries, route.filter, search, text],
  )
  const layout: LibraryLayout = route.layout ?? (entries.size > gridLimit ? 'list' : 'grid')
  return (
    <div className={styles['view']} ref={keptFocus}>
      <LibraryHead layout={layout} />
      <Notices />
      <FirstRunPanel />
      {shown.length > 0 ? <PackCollection entries={shown} layout={layout} /> : null}
      {loaded && shown.length === 0 ? <LibraryPlaceholder /> : null}
    </div>
  )
}
