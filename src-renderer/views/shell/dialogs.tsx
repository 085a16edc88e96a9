import type { ReactElement } from 'react'
import { useStore } from 'zustand'
import { useArrivals, useContainerMove, useSave, useWindow, useWindowParts } from '../window-context'
import { ArrivalDialog } from './arrival-dialog'
import { CheckDialog } from './check-dialog'
import { DropTarget } from './drop-target'
import { MoveDialog } from './move-dialog'
import { DialogBoundary } from './part-failure'
import { QuestionDialog } from './question-dialog'
import { SaveDialog } from './save-dialog'
import { ShortcutSheet } from './shortcut-sheet'

/** What opens above the screens, each for itself: one that cannot be drawn takes none of the others with it. */
export function Dialogs(): ReactElement {
  const { window, checks, moves, saves, arrivals } = useWindowParts()
  const question = useWindow((state) => state.question)
  const isChecking = useStore(checks, ({ check }) => check !== undefined)
  const isSheetOpen = useWindow((state) => state.isSheetOpen)
  const isMoving = useContainerMove(({ standing }) => standing !== undefined)
  const isSaving = useSave(({ save }) => save !== undefined)
  const arrival = useArrivals((state) => state.arrivals[0])
  return (
    <>
      <DialogBoundary subject={question} onClose={window.getState().closeQuestion}>
        <QuestionDialog />
      </DialogBoundary>
      <DialogBoundary subject={isChecking} onClose={checks.getState().close}>
        <CheckDialog />
      </DialogBoundary>
      <DialogBoundary subject={isSheetOpen} onClose={window.getState().closeSheet}>
        <ShortcutSheet />
      </DialogBoundary>
      <DialogBoundary subject={isMoving} onClose={moves.getState().close}>
        <MoveDialog />
      </DialogBoundary>
      <DialogBoundary subject={isSaving} onClose={saves.getState().close}>
        <SaveDialog />
      </DialogBoundary>
      <DialogBoundary subject={arrival} onClose={arrivals.getState().close}>
        <ArrivalDialog />
      </DialogBoundary>
      <DropTarget />
    </>
  )
}
