import { useEffect, useState, type ReactElement } from 'react'
import type { LibraryEntry } from '../../../src-shared/domain/library'
import { packTitle } from '../../../src-shared/domain/pack-text'
import type { SpaceShortage } from '../../../src-shared/domain/space-shortage'
import { ConfirmDialog } from '../../components/confirm-dialog'
import { useText, type Text } from '../../components/use-text'
import { formatBytes } from '../../format/bytes'
import { lowSpaceOffer, type LowSpaceOffer } from '../../format/low-space-offer'
import { useWindow, useWindowParts } from '../window-context'
import styles from './low-space-question.module.css'

/** What an update with less space costs, before it is begun. */
export function LowSpaceQuestion({ entry }: { readonly entry: LibraryEntry }): ReactElement | null {
  const text = useText()
  const { commands } = useWindowParts()
  const closeQuestion = useWindow((state) => state.closeQuestion)
  // An update that waits for room looks for it from time to time: the question stays as it was asked.
  const [offer] = useState(() => lowSpaceOffer(entry))
  useEffect(() => {
    // There was room again before it could be asked.
    if (offer === undefined) closeQuestion()
  }, [offer, closeQuestion])
  if (offer === undefined) return null
  const title = packTitle(entry.assetPack)
  const { from, to } = offer
  return (
    <ConfirmDialog
      title={text('confirm.lowSpace.title', { title })}
      confirmWord={text('confirm.lowSpace.action')}
      confirmKind="primary"
      keepWord={text('confirm.lowSpace.keep')}
      confirmTestID="confirm-low-space"
      onClose={closeQuestion}
      onConfirm={() => {
        commands.updateInLessSpace(entry.assetPack.id)
      }}
    >
      <p>{text('confirm.lowSpace.text', { from, to })}</p>
      <ul className={styles['costs']}>
        <li>{spaceText(text, offer)}</li>
        <li>{downloadText(text, offer.shortage, offer.lowSpace.bytesToFetch)}</li>
        <li>{text('confirm.lowSpace.time')}</li>
        <li>{text('confirm.lowSpace.noWayBack', { from })}</li>
      </ul>
    </ConfirmDialog>
  )
}

function spaceText(text: Text, { lowSpace, shortage }: LowSpaceOffer): string {
  return text('confirm.lowSpace.space', {
    size: formatBytes(lowSpace.diskBytesNeeded, text.locale),
    usual: formatBytes(shortage.diskBytesNeeded, text.locale),
    free: formatBytes(shortage.freeBytes, text.locale),
  })
}

/** The usual size only where the difference can be seen. */
function downloadText(text: Text, { bytesToFetch }: SpaceShortage, most: number): string {
  const [size, usual] = [formatBytes(most, text.locale), formatBytes(bytesToFetch, text.locale)]
  return size === usual
    ? text('confirm.lowSpace.download', { size })
    : text('confirm.lowSpace.moreToDownload', { size, usual })
}
