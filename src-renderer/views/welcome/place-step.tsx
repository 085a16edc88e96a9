import type { ReactElement } from 'react'
import { useText } from '../../components/use-text'
import { formatBytes } from '../../format/bytes'
import { MovePacks } from '../storage/move-packs'
import { usePacks, useStorage } from '../window-context'
import { Step } from './step'
import styles from './welcome-view.module.css'

/** Where packs go. */
export function PlaceStep(): ReactElement {
  const text = useText()
  const freeBytes = usePacks((state) => state.facts.freeBytes)
  const directory = usePacks((state) => state.appFacts?.containerDirectory ?? '')
  // After a move the storage is measured anew, and says where it is.
  const movedTo = useStorage(({ usage }) => usage?.directory)
  return (
    <Step title={text('welcome.place')}>
      <div className={styles['place']}>
        <div className={styles['name']}>
          <bdi className={styles['path']} data-testid="welcome-place">
            {movedTo ?? directory}
          </bdi>
          {freeBytes === undefined ? null : (
            <p className={styles['hint']}>
              {text('footer.free', { size: formatBytes(freeBytes, text.locale) })}
            </p>
          )}
        </div>
        <MovePacks label={text('welcome.change')} />
      </div>
    </Step>
  )
}
