import type { ReactElement } from 'react'
import type { AssetPackID } from '../../../src-shared/domain/asset-pack-id'
import type { LibraryEntry } from '../../../src-shared/domain/library'
import { packSummary, packTitle } from '../../../src-shared/domain/pack-text'
import { Checkbox } from '../../components/checkbox'
import { useText } from '../../components/use-text'
import { formatBytes } from '../../format/bytes'
import { isChosen, type PackChoices } from '../../store/welcome-choices'
import { Step } from './step'
import styles from './welcome-view.module.css'

/** What {@link OfferedPacks} show. */
export interface OfferedPacksProps {
  readonly entries: readonly LibraryEntry[]
  readonly choices: PackChoices
  readonly onChoose: (id: AssetPackID, isWanted: boolean) => void
}

/** More than these are chosen better in the library. */
const mostShown = 50

/** What else there is: recommended packs are proposed, optional ones are not. */
export function OfferedPacks(props: OfferedPacksProps): ReactElement | null {
  const { entries, choices, onChoose } = props
  const text = useText()
  if (entries.length === 0) return null
  const more = entries.length - mostShown
  return (
    <Step title={text('welcome.offered')} hint={text('welcome.offered.hint')}>
      <ul className={styles['choices']}>
        {entries.slice(0, mostShown).map((entry) => {
          const { id, downloadSize, policy } = entry.assetPack
          const summary = packSummary(entry.assetPack)
          return (
            <li key={id} className={styles['choice']}>
              <Checkbox
                isOn={isChosen(entry, choices)}
                onChange={(isWanted) => {
                  onChoose(id, isWanted)
                }}
                testID={`welcome-pack-${id}`}
              >
                <span className={styles['title']}>{packTitle(entry.assetPack)}</span>
              </Checkbox>
              <span className={styles['kind']}>{text(`policy.${policy.kind}`)}</span>
              <span className={styles['size']}>
                {text('pack.downloadSize', { size: formatBytes(downloadSize, text.locale) })}
              </span>
              {summary === undefined ? null : (
                <p className={styles['summary']} dir="auto">
                  {summary}
                </p>
              )}
            </li>
          )
        })}
      </ul>
      {more > 0 ? <p className={styles['hint']}>{text('welcome.offered.more', { count: more })}</p> : null}
    </Step>
  )
}
