import { FolderInput } from 'lucide-react'
import type { ReactElement } from 'react'
import { Button } from '../../components/button'
import { useText } from '../../components/use-text'
import { useContainerMove, useWindowParts } from '../window-context'

/** The button that moves all packs to another folder or drive; the window shows how that is asked and goes. */
export function MovePacks({ label }: { readonly label?: string }): ReactElement {
  const text = useText()
  const { moves } = useWindowParts()
  const isChoosing = useContainerMove((state) => state.isChoosing)
  return (
    <Button
      testID="move-packs"
      icon={<FolderInput size={16} strokeWidth={1.75} aria-hidden />}
      isPending={isChoosing}
      onPress={() => {
        void moves.getState().choose()
      }}
    >
      {label ?? text('storage.move')}
    </Button>
  )
}
