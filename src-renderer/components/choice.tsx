import type { ReactElement, ReactNode } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import styles from './choice.module.css'

/** One option of a {@link Choice}. */
export interface ChoiceOption<Value extends string> {
  readonly value: Value
  readonly content: ReactNode
  /** The spoken name, for an option that shows only an icon. */
  readonly label?: string
}

/** What a {@link Choice} shows. */
export interface ChoiceProps<Value extends string> {
  readonly label: string
  readonly describedBy?: string | undefined
  readonly value: Value
  readonly options: readonly ChoiceOption<Value>[]
  readonly onChange: (value: Value) => void
  readonly testID: string
}

/** One of a few, side by side. */
export function Choice<Value extends string>(props: ChoiceProps<Value>): ReactElement {
  const { label, describedBy, value, options, onChange, testID } = props
  return (
    <ToggleButtonGroup
      aria-label={label}
      {...(describedBy === undefined ? {} : { 'aria-describedby': describedBy })}
      className={styles['choice'] ?? ''}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const chosen = options.find((option) => keys.has(option.value))
        if (chosen !== undefined) onChange(chosen.value)
      }}
    >
      {options.map((option) => (
        <ToggleButton
          key={option.value}
          id={option.value}
          className={styles['option'] ?? ''}
          data-testid={`${testID}-${option.value}`}
          {...(option.label === undefined ? {} : { 'aria-label': option.label })}
        >
          {option.content}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
