import { Check, Minus } from 'lucide-react'
import { memo, type MouseEvent, type ReactElement, type ReactNode } from 'react'
import { CheckboxButton, CheckboxField, CheckboxFieldContext, useSlottedContext } from 'react-aria-components'
import styles from './checkbox.module.css'
import { ownPress } from './own-press'

/** What a {@link Checkbox} shows. */
export interface CheckboxProps {
  /** Its words, when they are seen. */
  readonly children?: ReactNode
  /** Its spoken name, when no words are seen. */
  readonly label?: string
  readonly isOn: boolean
  /** Some of what it stands for is chosen. */
  readonly isPartly?: boolean
  readonly isDisabled?: boolean
  readonly onChange: (isOn: boolean) => void
  readonly testID: string
}

/** Yes or no. */
export function Checkbox(props: CheckboxProps): ReactElement {
  const { children, label, isOn, isPartly = false, isDisabled = false, onChange, testID } = props
  return (
    <CheckboxField
      isSelected={isOn}
      isIndeterminate={isPartly}
      isDisabled={isDisabled}
      onChange={onChange}
      {...(label === undefined ? {} : { 'aria-label': label })}
    >
      <CheckboxButton className={styles['checkbox'] ?? ''} data-testid={testID}>
        <Box isPartly={isPartly} />
        {children}
      </CheckboxButton>
    </CheckboxField>
  )
}

/**
 * Selects the item of the list that it stands in. A checkbox of the page itself, since one stands in every line of the library.
 */
export const SelectionCheckbox = memo(function SelectionCheckbox(props: {
  readonly label: string
}): ReactElement {
  const item = useSlottedContext(CheckboxFieldContext, 'selection')
  const isSelected = item?.isSelected === true
  const isDisabled = item?.isDisabled === true
  return (
    <div>
      <label
        className={styles['checkbox']}
        data-selected={isSelected || undefined}
        data-disabled={isDisabled || undefined}
        {...ownPress}
        onMouseDown={keepFocus}
      >
        <input
          type="checkbox"
          className={styles['input']}
          id={item?.id}
          aria-label={props.label}
          aria-labelledby={item?.['aria-labelledby']}
          checked={isSelected}
          disabled={isDisabled}
          onChange={() => item?.onChange?.(!isSelected)}
        />
        <Box isPartly={false} />
      </label>
    </div>
  )
})

/** Beside the box itself the item would have the focus until the press is over. */
function keepFocus(event: MouseEvent): void {
  event.stopPropagation()
  if (!(event.target instanceof HTMLInputElement)) event.preventDefault()
}

function Box({ isPartly }: { readonly isPartly: boolean }): ReactElement {
  const Mark = isPartly ? Minus : Check
  return (
    <span className={styles['box']}>
      <Mark size={14} strokeWidth={3} aria-hidden />
    </span>
  )
}
