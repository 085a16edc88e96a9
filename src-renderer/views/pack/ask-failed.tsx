import type { ReactElement } from 'react'
import type { SerializedError } from '../../../src-shared/domain/errors'
import { Button } from '../../components/button'
import { ErrorLine } from '../../components/error-line'
import { useText } from '../../components/use-text'
import { useWindowParts } from '../window-context'
import styles from './ask-failed.module.css'

/** What of a pack is asked for. */
type Question = 'plan' | 'versions' | 'files'

/** What an {@link AskFailed} shows. */
export interface AskFailedProps {
  readonly of: Question
  readonly error: SerializedError
}

/** Why something of the pack is not known, and the way to ask again. */
export function AskFailed({ of, error }: AskFailedProps): ReactElement {
  return (
    <div className={styles['failed']}>
      <ErrorLine error={error} testID={`${of}-error`} />
      <div>
        <AskAgain of={of} />
      </div>
    </div>
  )
}

/** Asks again for everything that is not known of the pack. */
export function AskAgain({ of }: Pick<AskFailedProps, 'of'>): ReactElement {
  const text = useText()
  const { details } = useWindowParts()
  return (
    <Button
      testID={`${of}-retry`}
      onPress={() => {
        details.getState().askAgain()
      }}
    >
      {text('action.retry')}
    </Button>
  )
}
