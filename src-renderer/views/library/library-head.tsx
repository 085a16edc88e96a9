import { LayoutGrid, List } from 'lucide-react'
import { useMemo, type ReactElement } from 'react'
import { Button } from '../../components/button'
import { Choice } from '../../components/choice'
import { ScreenHead } from '../../components/screen-head'
import { useText } from '../../components/use-text'
import { formatBytes } from '../../format/bytes'
import { numberFormat } from '../../format/numbers'
import type { LibraryLayout } from '../../store/route'
import { filterCounts, installedBytes, libraryFilters, updatableEntries } from '../../store/selectors'
import { usePacks, useWindow, useWindowParts } from '../window-context'
import { CheckForUpdates } from './check-for-updates'
import styles from './library-head.module.css'

/** The library's heading, filters and what concerns all packs. */
export function LibraryHead({ layout }: { readonly layout: LibraryLayout }): ReactElement {
  const text = useText()
  const entries = usePacks((state) => state.entries)
  const loaded = usePacks((state) => state.loaded)
  const isEmpty = loaded && entries.size === 0
  const summary = useMemo(() => {
    const bytes = installedBytes(entries)
    const size = formatBytes(bytes, text.locale)
    return text(bytes === 0 ? 'library.summaryNone' : 'library.summary', { count: entries.size, size })
  }, [entries, text])
  return (
    <>
      <ScreenHead
        title={text('screen.library')}
        summary={loaded && !isEmpty ? summary : undefined}
        actions={
          isEmpty ? undefined : (
            <>
              <CheckForUpdates />
              <UpdateAll />
            </>
          )
        }
      />
      {isEmpty ? null : (
        <div className={styles['tools']}>
          <Filters />
          <Layouts layout={layout} />
        </div>
      )}
    </>
  )
}

function UpdateAll(): ReactElement | null {
  const text = useText()
  const { commands } = useWindowParts()
  const entries = usePacks((state) => state.entries)
  const updates = useMemo(() => updatableEntries(entries), [entries])
  if (updates.length === 0) return null
  const bytes = updates.reduce((sum, entry) => sum + entry.assetPack.downloadSize, 0)
  return (
    <Button
      kind="primary"
      testID="update-all"
      onPress={() => {
        commands.startAll(updates.map((entry) => entry.assetPack.id))
      }}
    >
      {text('library.updateAll', { size: formatBytes(bytes, text.locale) })}
    </Button>
  )
}

function Filters(): ReactElement {
  const text = useText()
  const entries = usePacks((state) => state.entries)
  const filter = useWindow((state) => state.route.filter)
  const go = useWindow((state) => state.go)
  const counts = useMemo(() => filterCounts(entries), [entries])
  return (
    <Choice
      label={text('library.filter')}
      testID="filter"
      value={filter}
      options={libraryFilters.map((value) => ({
        value,
        content: (
          <>
            {text(`library.filter.${value}`)}{' '}
            <span className={styles['count']}>{numberFormat(text.locale, {}).format(counts[value])}</span>
          </>
        ),
      }))}
      onChange={(value) => {
        go({ filter: value })
      }}
    />
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
