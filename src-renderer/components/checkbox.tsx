import { Check, Minus } from 'lucide-react'
import { memo, type ReactElement, type ReactNode } from 'react'
import { CheckboxButton, CheckboxField } from 'react-aria-components'
import styles from './checkbox.module.css'

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

/** Selects the item of the list that it stands in. */
export const SelectionCheckbox = memo(function SelectionCheckbox(props: {
  readonly label: string
}): ReactElement {
  return (
    <CheckboxField slot="selection" aria-label={props.label}>
      <CheckboxButton className={styles['checkbox'] ?? ''}>
        <Box isPartly={false} />
      </CheckboxButton>
    </CheckboxField>
  )
})

function Box({ isPartly }: { readonly isPartly: boolean }): ReactElement {
  const Mark = isPartly ? Minus : Check
  return (
    <span className={styles['box']}>
      <Mark size={14} strokeWidth={3} aria-hidden />
    </span>
  )
}
