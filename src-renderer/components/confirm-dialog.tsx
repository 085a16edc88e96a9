import type { ReactElement, ReactNode } from 'react'
import { Button, type ButtonKind } from './button'
import { Dialog } from './dialog'

/** What a {@link ConfirmDialog} asks. */
export interface ConfirmDialogProps {
  readonly title: string
  /** What will happen. */
  readonly children: ReactNode
  readonly confirmWord: string
  readonly keepWord: string
  readonly confirmTestID: string
  /** `danger` unless nothing is thrown away. */
  readonly confirmKind?: ButtonKind
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** Asks once before something is thrown away or replaced. The safe answer has the focus; Escape gives it. */
export function ConfirmDialog(props: ConfirmDialogProps): ReactElement {
  const buttons = (
    <>
      <Button autoFocus testID="confirm-keep" onPress={props.onClose}>
        {props.keepWord}
      </Button>
      <Button
        kind={props.confirmKind ?? 'danger'}
        testID={props.confirmTestID}
        onPress={() => {
          props.onConfirm()
          props.onClose()
        }}
      >
        {props.confirmWord}
      </Button>
    </>
  )
  return (
    <Dialog role="alertdialog" title={props.title} buttons={buttons} onClose={props.onClose}>
      {props.children}
    </Dialog>
  )
}
