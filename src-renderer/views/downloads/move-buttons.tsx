import { ChevronDown, ChevronUp } from 'lucide-react'
import type { ReactElement } from 'react'
import type { QueueMove } from '../../../src-shared/domain/queue-move'
import { useText } from '../../components/use-text'
import styles from './move-buttons.module.css'

/** What {@link MoveButtons} show. */
export interface MoveButtonsProps {
  readonly title: string
  readonly testID: string
  /** Where it would go; `undefined` when it cannot go further. */
  readonly up: QueueMove | undefined
  readonly down: QueueMove | undefined
  readonly onMove: (move: QueueMove) => void
}

/** One place up, one place down. A button that can do nothing more keeps the focus, for the next press may be the other way. */
export function MoveButtons({ title, testID, up, down, onMove }: MoveButtonsProps): ReactElement {
  const text = useText()
  const button = (name: 'moveUp' | 'moveDown', move: QueueMove | undefined): ReactElement => (
    <button
      type="button"
      className={styles['button']}
      aria-label={text('action.named', { action: text(`downloads.${name}`), title })}
      aria-disabled={move === undefined}
      data-testid={`${name}-${testID}`}
      onClick={() => {
        if (move !== undefined) onMove(move)
      }}
    >
      {name === 'moveUp' ? <ChevronUp size={16} aria-hidden /> : <ChevronDown size={16} aria-hidden />}
    </button>
  )
  return (
    <div className={styles['buttons']}>
      {button('moveUp', up)}
      {button('moveDown', down)}
    </div>
  )
}
