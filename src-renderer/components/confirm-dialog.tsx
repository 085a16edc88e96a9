import type { ReactElement, ReactNode } from 'react'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { Button } from './button'
import styles from './confirm-dialog.module.css'

/** What a {@link ConfirmDialog} asks. */
export interface ConfirmDialogProps {
  readonly title: string
  /** What will happen. */
  readonly children: ReactNode
  readonly confirmWord: string
  readonly keepWord: string
  readonly confirmTestID: string
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** Asks once before something is thrown away. The safe answer has the focus; Escape gives it. */
export function ConfirmDialog(props: ConfirmDialogProps): ReactElement {
  return (
    <ModalOverlay
      isOpen
      isDismissable
      className={styles['overlay'] ?? ''}
      onOpenChange={(isOpen) => {
        if (!isOpen) props.onClose()
      }}
    >
      <Modal className={styles['modal'] ?? ''}>
        <Dialog role="alertdialog" className={styles['dialog'] ?? ''}>
          <Heading slot="title" level={2} className={styles['title'] ?? ''}>
            {props.title}
          </Heading>
          <div className={styles['text']}>{props.children}</div>
          <div className={styles['buttons']}>
            <Button autoFocus testID="confirm-keep" onPress={props.onClose}>
              {props.keepWord}
            </Button>
            <Button
              kind="danger"
              testID={props.confirmTestID}
              onPress={() => {
                props.onConfirm()
                props.onClose()
              }}
            >
              {props.confirmWord}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
