import { useMemo, type ReactElement } from 'react'
import type { LibraryEntry } from '../../../src-shared/domain/library'
import { Button } from '../../components/button'
import { useText } from '../../components/use-text'
import { formatBytes } from '../../format/bytes'
import { bulkOffer, diskRoom, type BulkOffer } from '../../store/pack-selection'
import { useWindow, useWorkedOut } from '../window-context'
import styles from './selection-bar.module.css'
import { useBulkActions, type BulkAction } from './use-bulk-actions'

/** What is selected of the packs that are shown, what it takes, and what can be done with all of it. */
export function SelectionBar({
  selected,
}: {
  readonly selected: readonly LibraryEntry[]
}): ReactElement | null {
  const text = useText()
  const select = useWindow((state) => state.select)
  const room = useWorkedOut(({ entries, facts }) => diskRoom(entries, facts))
  const offer = useMemo(() => bulkOffer(selected, room), [selected, room])
  const act = useBulkActions()
  if (selected.length === 0) return null
  const button = (action: BulkAction, concerned: readonly LibraryEntry[]): ReactElement | null =>
    concerned.length === 0 ? null : (
      <Button
        kind={action === 'remove' ? 'plain' : 'soft'}
        testID={`selection-${action}`}
        onPress={() => {
          act(action, concerned)
        }}
      >
        {text(`selection.${action}`, { count: concerned.length })}
      </Button>
    )
  return (
    <section className={styles['bar']} aria-label={text('selection.label')} data-testid="selection">
      <p className={styles['summary']}>
        <span className={styles['count']}>{text('selection.count', { count: selected.length })}</span>
        <Cost offer={offer} isKnown={room.freeBytes !== undefined} />
      </p>
      <div className={styles['buttons']}>
        <Button
          kind="quiet"
          testID="selection-clear"
          onPress={() => {
            select(new Set())
          }}
        >
          {text('selection.clear')}
        </Button>
        {button('remove', offer.removable)}
        {button('update', offer.updatable)}
        {button('install', offer.installable)}
      </div>
    </section>
  )
}

function Cost({ offer, isKnown }: { readonly offer: BulkOffer; readonly isKnown: boolean }): ReactElement {
  const text = useText()
  const { downloadBytes, missingBytes, installable, updatable } = offer
  if (installable.length + updatable.length === 0) return <></>
  return (
    <>
      {' · '}
      {text('selection.download', { size: formatBytes(downloadBytes, text.locale) })}
      {isKnown ? ' · ' : ''}
      {missingBytes !== undefined ? (
        <span className={styles['missing']}>
          {text('selection.missing', { size: formatBytes(missingBytes, text.locale) })}
        </span>
      ) : isKnown ? (
        text('selection.fits')
      ) : (
        ''
      )}
    </>
  )
}
