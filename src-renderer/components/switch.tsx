import type { ReactElement } from 'react'
import { SwitchButton, SwitchField } from 'react-aria-components'
import styles from './switch.module.css'

/** What a {@link Switch} shows. */
export interface SwitchProps {
  readonly labelID: string
  readonly describedBy?: string | undefined
  readonly isOn: boolean
  readonly isDisabled?: boolean
  readonly onChange: (isOn: boolean) => void
  readonly testID: string
}

/** On or off, in force at once. */
export function Switch({ labelID, describedBy, isOn, testID, ...rest }: SwitchProps): ReactElement {
  return (
    <SwitchField
      {...rest}
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
