import { useMemo, type ReactElement } from 'react'
import type { LibraryEntry } from '../../../src-shared/domain/library'
import { Button } from '../../components/button'
import { ScreenHead } from '../../components/screen-head'
import { useText, type Text } from '../../components/use-text'
import { formatBytes } from '../../format/bytes'
import { foundCount } from '../../store/library-query'
import { diskRoom, fittingEntries } from '../../store/pack-selection'
import { installedBytes, updatableEntries } from '../../store/selectors'
import { usePacks, useWindow, useWindowParts, useWorkedOut } from '../window-context'
import { CheckForUpdates } from './check-for-updates'
import styles from './library-head.module.css'

/** The library's heading, and what concerns all packs. */
export function LibraryHead(): ReactElement {
  const text = useText()
  const count = usePacks(({ entries }) => entries.size)
  const bytes = usePacks(({ standings }) => installedBytes(standings))
  const loaded = usePacks((state) => state.loaded)
  const isEmpty = loaded && count === 0
  const found = useNarrowedCount()
  const size = formatBytes(bytes, text.locale)
  const summary =
    found === undefined
      ? text(bytes === 0 ? 'library.summaryNone' : 'library.summary', { count, size })
      : text('library.summaryFound', { found, count })
  return (
    <ScreenHead
      title={text('screen.library')}
      summary={
        loaded && !isEmpty ? (
          <>
            {found === undefined ? summary : null}
            {/* What a search or a filter has left is said as well. */}
            <span role="status" data-testid="library-found">
              {found === undefined ? '' : summary}
            </span>
          </>
        ) : undefined
      }
      actions={
        isEmpty ? (
          <InstallFromFile />
        ) : (
          <>
            <UpdateAll />
            <InstallFromFile />
            <CheckForUpdates />
          </>
        )
      }
    />
  )
}

/** How many packs a search and filters have left; `undefined` where all are shown. */
function useNarrowedCount(): number | undefined {
  const filters = useWindow((state) => state.shown.filters)
  const search = useWindow((state) => state.searched)
  const isNarrowed = filters.length > 0 || search !== ''
  const packs = usePacks((state) => state.standings)
  return useMemo(
    () => (isNarrowed ? foundCount(packs, { filters, search }) : undefined),
    [packs, isNarrowed, filters, search],
  )
}

/** For who does not drag: the same as dropping a file onto the window. */
function InstallFromFile(): ReactElement {
  const text = useText()
  const { commands } = useWindowParts()
  return (
    <Button
      kind="quiet"
      testID="install-from-file"
      onPress={() => {
        commands.choosePackFiles()
      }}
    >
      {text('files.choose')}
    </Button>
  )
}

/**
 * Updates everything, or as much as there is room for; without any room it leads to where room is made. It is always there, and
 * first: updates come and go by themselves, and nobody wants another button to be where they are about to press.
 */
function UpdateAll(): ReactElement {
  const text = useText()
  const { commands } = useWindowParts()
  const updates = usePacks(({ standings }) => updatableEntries(standings))
  const room = useWorkedOut(({ entries, facts }) => diskRoom(entries, facts))
  const go = useWindow((state) => state.go)
  const fitting = useMemo(() => fittingEntries(updates, room), [updates, room])
  const isWithoutRoom = updates.length > 0 && fitting.length === 0
  return (
    <span className={styles['updates']}>
      <Button
        kind={fitting.length > 0 ? 'primary' : 'plain'}
        testID={isWithoutRoom ? 'update-no-room' : 'update-all'}
        isDisabled={updates.length === 0}
        onPress={() => {
          if (isWithoutRoom) go({ screen: 'storage' })
          else commands.startAll(fitting.map((entry) => entry.assetPack.id))
        }}
      >
        {updateWords(text, fitting, updates.length)}
      </Button>
    </span>
  )
}

function updateWords(text: Text, fitting: readonly LibraryEntry[], count: number): string {
  if (count === 0) return text('library.updateNone')
  if (fitting.length === 0) return text('library.noRoom')
  const bytes = fitting.reduce((sum, entry) => sum + entry.assetPack.downloadSize, 0)
  const size = formatBytes(bytes, text.locale)
  return fitting.length === count
    ? text('library.updateAll', { size })
    : text('library.updateWhatFits', { fitting: fitting.length, count, size })
}
