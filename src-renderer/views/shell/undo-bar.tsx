import { Undo2 } from 'lucide-react'
import type { ReactElement } from 'react'
import type { LeavingPack } from '../../../src-shared/domain/library'
import { Button } from '../../components/button'
import { useText } from '../../components/use-text'
import { undoRemovals } from '../../store/undo-removals'
import { usePacks, useWindow, useWindowParts } from '../window-context'
import styles from './undo-bar.module.css'

/**
 * What was removed a moment ago, and the way back: for as long as the main process says that there is one. Whoever came a
 * moment too late is told so.
 */
export function UndoBar(): ReactElement | null {
  const leaving = usePacks((state) => state.facts.leaving) ?? []
  const gone = useGoneForGood()
  const [first] = leaving
  if (first !== undefined) return <WayBack leaving={leaving} first={first} />
  const [firstGone] = gone
  return firstGone === undefined ? null : <TooLate count={gone.length} first={firstGone} />
}

/** One that is here again, because its removal failed or somebody has installed it anew, is not gone. */
function useGoneForGood(): readonly LeavingPack[] {
  const gone = useWindow((state) => state.goneForGood)
  const entries = usePacks((state) => state.entries)
  return gone.filter(({ id }) => entries.get(id)?.local === undefined)
}

function WayBack({
  leaving,
  first,
}: {
  readonly leaving: readonly LeavingPack[]
  readonly first: LeavingPack
}): ReactElement {
  const text = useText()
  const parts = useWindowParts()
  return (
    <section
      className={styles['bar']}
      aria-label={text('undo.label')}
      data-testid="undo-bar"
      data-region
      data-about-pack={first.id}
    >
      <p>{text('undo.removed', { count: leaving.length, title: first.title })}</p>
      <Button
        kind="soft"
        icon={<Undo2 size={16} strokeWidth={1.75} aria-hidden />}
        testID="undo"
        onPress={() => {
          void undoRemovals(parts)
        }}
      >
        {text('undo.action')}
      </Button>
    </section>
  )
}

interface TooLateProps {
  readonly count: number
  readonly first: LeavingPack
}

function TooLate({ count, first: { id, title } }: TooLateProps): ReactElement {
  const text = useText()
  const sayTooLate = useWindow((state) => state.sayTooLate)
  return (
    <section
      className={styles['bar']}
      aria-label={text('undo.label')}
      data-testid="undo-late"
      data-region
      data-about-pack={id}
    >
      <p role="status">{text('undo.late', { count, title })}</p>
      <Button
        testID="undo-close"
        onPress={() => {
          sayTooLate([])
        }}
      >
        {text('check.close')}
      </Button>
    </section>
  )
}
