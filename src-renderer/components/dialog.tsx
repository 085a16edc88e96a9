import type { ReactElement, ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import styles from './dialog.module.css'

/** What a {@link Dialog} shows. */
export interface DialogProps {
  readonly title: string
  readonly children: ReactNode
  readonly buttons: ReactNode
  /** `alertdialog` for a question that must be answered. */
  readonly role?: 'dialog' | 'alertdialog'
  readonly testID?: string
  /** Whether Escape and a click beside it close it, as they usually do. */
  readonly isDismissable?: boolean
  /** For what stands in columns where there is room. */
  readonly isWide?: boolean
  readonly onClose: () => void
}

/** Whether a dialog is open: what is behind it does not move. */
export function isDialogOpen(): boolean {
  return document.querySelector('[data-modal]') !== null
}

/** A box above the window, with the focus in it. */
export function Dialog({
  title,
  children,
  buttons,
  role = 'dialog',
  testID,
  isDismissable = true,
  isWide = false,
  onClose,
}: DialogProps): ReactElement {
  return (
    <ModalOverlay
      isOpen
      isDismissable={isDismissable}
      isKeyboardDismissDisabled={!isDismissable}
      data-modal
      className={styles['overlay'] ?? ''}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
    >
      <Modal className={`${styles['modal'] ?? ''} ${isWide ? (styles['wide'] ?? '') : ''}`}>
        <AriaDialog
          role={role}
          className={styles['dialog'] ?? ''}
          {...(testID === undefined ? {} : { 'data-testid': testID })}
        >
          <Heading slot="title" level={2} className={styles['title'] ?? ''}>
            {title}
          </Heading>
          <div className={styles['text']}>{children}</div>
          <div className={styles['buttons']}>{buttons}</div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
