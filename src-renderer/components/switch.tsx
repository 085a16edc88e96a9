import type { ReactElement } from 'react'
import { SwitchButton, SwitchField } from 'react-aria-components'
import styles from './switch.module.css'

/** What a {@link Switch} shows. */
export interface SwitchProps {
  /** Of the switch itself, for its label. */
  readonly controlID: string
  readonly labelID: string
  readonly describedBy?: string | undefined
  readonly isOn: boolean
  readonly isDisabled?: boolean
  readonly onChange: (isOn: boolean) => void
  readonly testID: string
}

/** On or off, in force at once. */
export function Switch({
  controlID,
  labelID,
  describedBy,
  isOn,
  testID,
  ...rest
}: SwitchProps): ReactElement {
  return (
    <SwitchField
      {...rest}
      id={controlID}
      isSelected={isOn}
      aria-labelledby={labelID}
      {...(describedBy === undefined ? {} : { 'aria-describedby': describedBy })}
    >
      <SwitchButton className={styles['switch'] ?? ''} data-testid={testID}>
        <span className={styles['track']} />
      </SwitchButton>
    </SwitchField>
  )
}
