import { RefreshCw } from 'lucide-react'
import type { ReactElement } from 'react'
import { Button } from '../../components/button'
import { useText } from '../../components/use-text'
import { usePacks, useWindowParts } from '../window-context'
import styles from './check-for-updates.module.css'

/** Asks the repository now. Keeps its width and its focus while it does. */
export function CheckForUpdates(): ReactElement {
  const text = useText()
  const { commands } = useWindowParts()
  const checking = usePacks((state) => state.facts.checking)
  return (
    <Button
      testID="check-for-updates"
      isPending={checking}
      icon={
        <span className={styles['wheel']} data-turning={checking || undefined}>
          <RefreshCw size={16} strokeWidth={1.75} aria-hidden />
        </span>
      }
      onPress={() => {
        commands.checkForUpdates()
      }}
    >
      {text('library.check')}
    </Button>
  )
}
