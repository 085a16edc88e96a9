import { CheckCheck, PackageOpen, Search } from 'lucide-react'
import type { ReactElement } from 'react'
import { Button } from '../../components/button'
import { EmptyState } from '../../components/empty-state'
import { useText } from '../../components/use-text'
import { canTryNow, libraryNotice } from '../../store/selectors'
import { useUpToDate } from '../use-up-to-date'
import { usePacks, useWindow } from '../window-context'
import { CheckForUpdates } from './check-for-updates'

/** Why the library shows no pack, and the one thing to do about it. */
export function LibraryPlaceholder(): ReactElement {
  const isEmpty = usePacks((state) => state.entries.size === 0)
  const search = useWindow((state) => state.searched)
  if (isEmpty) return <NoPacks />
  return search === '' ? <NothingInFilter /> : <NothingFound search={search} />
}

function NoPacks(): ReactElement {
  const text = useText()
  const hasNotice = usePacks(({ facts }) => canTryNow(libraryNotice(facts)))
  return (
    <EmptyState
      testID="library-empty"
      icon={<PackageOpen size={24} strokeWidth={1.5} aria-hidden />}
      title={text('library.empty.title')}
      text={text('library.empty.text')}
      // What is wrong with the list is said above, with the same thing to do about it.
      action={hasNotice ? undefined : <CheckForUpdates />}
    />
  )
}

function NothingFound({ search }: { readonly search: string }): ReactElement {
  const text = useText()
  const setSearch = useWindow((state) => state.setSearch)
  return (
    <EmptyState
      testID="library-no-match"
      icon={<Search size={24} strokeWidth={1.5} aria-hidden />}
      title={text('library.noMatch.title', { search })}
      text={text('library.noMatch.text')}
      action={
        <Button
          onPress={() => {
            setSearch('')
          }}
        >
          {text('library.noMatch.action')}
        </Button>
      }
    />
  )
}

function NothingInFilter(): ReactElement {
  const text = useText()
  const filters = useWindow((state) => state.shown.filters)
  const go = useWindow((state) => state.go)
  const upToDate = useUpToDate()
  const [only] = filters.length === 1 ? filters : []
  const name = only === 'updates' ? 'noUpdates' : only === 'installed' ? 'noInstalled' : 'noFiltered'
  return (
    <EmptyState
      testID="library-filter-empty"
      icon={<CheckCheck size={24} strokeWidth={1.5} aria-hidden />}
      title={text(`library.${name}.title`)}
      text={name === 'noUpdates' ? upToDate : text(`library.${name}.text`)}
      action={
        <Button
          onPress={() => {
            go({ filters: [] })
          }}
        >
          {text('library.showAll')}
        </Button>
      }
    />
  )
}
