import { CircleCheck, CircleDashed, CloudOff, ServerOff, type LucideIcon } from 'lucide-react'
import type { ReactElement } from 'react'
import type { ConnectionState } from '../../../src-shared/domain/library'
import { SearchField } from '../../components/search-field'
import { keysOf, shortcutFor } from '../../../src-shared/domain/shortcuts'
import { keyNames } from '../../components/key-names'
import { useText } from '../../components/use-text'
import { ProductMark } from '../../design/icons'
import { useWelcoming } from '../use-welcoming'
import { usePacks, useWindow } from '../window-context'
import styles from './top-bar.module.css'
import { searchFieldID } from './use-shortcuts'

/** The product, the search and the connection. */
export function TopBar(): ReactElement {
  const productName = usePacks((state) => state.appFacts?.productName)
  const isWelcoming = useWelcoming()
  return (
    <header className={styles['bar']}>
      <div className={styles['brand']}>
        <ProductMark />
        <span className={styles['name']}>{productName}</span>
      </div>
      {/* What it finds is behind the first screen. */}
      {isWelcoming ? null : <PackSearch />}
      <Connection />
    </header>
  )
}

const whileTyping = { isTyping: true, withSingleKeys: false }

function PackSearch(): ReactElement {
  const text = useText()
  const search = useWindow((state) => state.search)
  const setSearch = useWindow((state) => state.setSearch)
  const wantFirstFound = useWindow((state) => state.wantFirstFound)
  const platform = usePacks((state) => state.appFacts?.platform)
  return (
    <SearchField
      label={text('search.label')}
      clearLabel={text('search.clear')}
      value={search}
      onChange={setSearch}
      onKeyDown={(event) => {
        // The field empties itself.
        if (shortcutFor(event, 'search', whileTyping) !== 'firstFound') return
        event.preventDefault()
        wantFirstFound()
      }}
      keys={keyNames(keysOf('search')[0], text, platform).join(' ')}
      inputID={searchFieldID}
      className={styles['search']}
      testID="search"
    />
  )
}

const connectionIcons: Readonly<Record<ConnectionState, LucideIcon>> = {
  unknown: CircleDashed,
  online: CircleCheck,
  offline: CloudOff,
  unreachable: ServerOff,
}

function Connection(): ReactElement {
  const text = useText()
  const connection = usePacks((state) => state.facts.connection)
  const Icon = connectionIcons[connection]
  return (
    <span
      className={`${styles['connection'] ?? ''} ${styles[connection] ?? ''}`}
      data-testid="connection"
      data-state={connection}
      role="group"
      aria-label={text('connection.label')}
    >
      <Icon size={14} strokeWidth={2} aria-hidden />
      {text(`connection.${connection}`)}
    </span>
  )
}
