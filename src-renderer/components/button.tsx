import type { ReactElement, ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import styles from './button.module.css'

/** How much a button asks for attention. */
export type ButtonKind = 'primary' | 'soft' | 'plain' | 'quiet' | 'danger'

/** What a {@link Button} shows and does. */
export interface ButtonProps {
  readonly children: ReactNode
  readonly kind?: ButtonKind
  readonly icon?: ReactNode
  /** The spoken name, where the visible words alone say too little; must start with them. */
  readonly label?: string
  readonly isDisabled?: boolean
  /** Whether what it does is under way: it keeps the focus and does nothing. */
  readonly isPending?: boolean
  readonly autoFocus?: boolean
  /** Of a button that switches something: whether it is on. */
  readonly isPressed?: boolean
  readonly testID?: string
  readonly onPress?: () => void
}

/**
 * A button with words. While what it does is under way it says so by itself only where somebody comes to it: the library's own
 * way speaks its name twice, over whatever is being spoken, and refers to it for seconds after it has gone.
 */
export function Button({
  kind = 'plain',
  icon,
  label,
  testID,
  onPress,
  isPressed,
  isPending = false,
  children,
  ...rest
}: ButtonProps): ReactElement {
  return (
    <AriaButton
      {...rest}
      className={`${styles['button'] ?? ''} ${styles[kind] ?? ''}`}
      {...(label === undefined ? {} : { 'aria-label': label })}
      {...(isPressed === undefined ? {} : { 'aria-pressed': isPressed })}
      {...(testID === undefined ? {} : { 'data-testid': testID })}
      {...(onPress === undefined || isPending ? {} : { onPress })}
      {...(isPending ? { 'aria-disabled': true } : {})}
    >
      {icon}
      {children}
    </AriaButton>
  )
}
