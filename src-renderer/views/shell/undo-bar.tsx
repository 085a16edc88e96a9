import { Undo2 } from 'lucide-react'
import type { ReactElement } from 'react'
import { Button } from '../../components/button'
import { useText } from '../../components/use-text'
import { usePacks, useWindowParts } from '../window-context'
import styles from './undo-bar.module.css'

/** What was removed a moment ago, and the way back: for as long as the main process says that there is one. */
export function UndoBar(): ReactElement | null {
  const text = useText()
  const { commands } = useWindowParts()
  const leaving = usePacks((state) => state.facts.leaving) ?? []
  const [first] = leaving
  if (first === undefined) return null
  return (
    <section className={styles['bar']} aria-label={text('undo.label')} data-testid="undo-bar">
      <p>{text('undo.removed', { count: leaving.length, title: first.title })}</p>
      <Button
        kind="soft"
        icon={<Undo2 size={16} strokeWidth={1.75} aria-hidden />}
        testID="undo"
        onPress={() => {
          void commands.undoRemove(leaving.map(({ id }) => id))
        }}
      >
        {text('undo.action')}
      </Button>
    </section>
  )
}
