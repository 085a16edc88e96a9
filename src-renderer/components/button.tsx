import type { ReactElement, ReactNode } from 'react'
import styles from './button.module.css'
import { ownPress } from './own-press'

/** How much a button asks for attention. */
export type ButtonKind = 'primary' | 'soft' | 'plain' | 'quiet' | 'danger'

/** What a {@link Button} shows and does. */
export interface ButtonProps {
  readonly children: ReactNode
  readonly kind?: ButtonKind
  readonly icon?: ReactNode
  /** The spoken name, where the visible words alone say too little; must start with them. */
  readonly label?: string
  /** The id of words elsewhere that say more about what it does, or why it does nothing. */
  readonly describedBy?: string | undefined
  readonly isDisabled?: boolean
  /** Whether what it does is under way: it keeps the focus and does nothing. */
  readonly isPending?: boolean
  readonly autoFocus?: boolean
  /** Of a button that switches something: whether it is on. */
  readonly isPressed?: boolean
  /** Whether it becomes a button for something else once it is pressed, for which the second click of a double click is not meant. */
  readonly isForOneClick?: boolean
  readonly testID?: string
  readonly onPress?: () => void
}

/**
 * A button with words. While what it does is under way it says so by itself only where somebody comes to it. It is a button
 * of the page itself: several stand in every line of the library, and a window has no use for more than that does by itself.
 */
export function Button(props: ButtonProps): ReactElement {
  const {
    kind = 'plain',
    icon,
    label,
    describedBy,
    testID,
    onPress,
    isPressed,
    isDisabled,
    isPending,
    isForOneClick = false,
    autoFocus = false,
    children,
  } = props
  return (
    <button
      type="button"
      className={`${styles['button'] ?? ''} ${styles[kind] ?? ''}`}
      disabled={isDisabled === true}
      autoFocus={autoFocus}
      aria-label={label}
      aria-describedby={describedBy}
      aria-pressed={isPressed}
      aria-disabled={isPending === true ? true : undefined}
      data-testid={testID}
      {...ownPress}
      onClick={(event) => {
        event.stopPropagation()
        const isSecondClick = isForOneClick && event.detail > 1
        if (isPending !== true && !isSecondClick) onPress?.()
      }}
    >
      {icon}
      {children}
    </button>
  )
}
