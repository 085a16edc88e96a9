import { ChevronDown } from 'lucide-react'
import type { ReactElement } from 'react'
import {
  Button,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
} from 'react-aria-components'
import styles from './select.module.css'

/** One option of a {@link Select}. */
export interface SelectOption {
  readonly value: string
  readonly title: string
  /** BCP-47, of a title that is in another language than the window. */
  readonly language?: string
}

/** What a {@link Select} shows. */
export interface SelectProps {
  readonly labelID: string
  readonly describedBy?: string | undefined
  readonly value: string
  readonly options: readonly SelectOption[]
  readonly onChange: (value: string) => void
  readonly testID: string
}

/** One of several, in a list that opens. */
export function Select({
  labelID,
  describedBy,
  value,
  options,
  onChange,
  testID,
}: SelectProps): ReactElement {
  return (
    <AriaSelect
      aria-labelledby={labelID}
      {...(describedBy === undefined ? {} : { 'aria-describedby': describedBy })}
      value={value}
      onChange={(key) => {
        if (typeof key === 'string' && key !== value) onChange(key)
      }}
    >
      <Button className={styles['button'] ?? ''} data-testid={testID}>
        <SelectValue className={styles['value'] ?? ''} />
        <ChevronDown size={16} aria-hidden />
      </Button>
      <Popover placement="bottom end" className={styles['popover'] ?? ''}>
        <ListBox className={styles['list'] ?? ''}>
          {options.map((option) => (
            <ListBoxItem
              key={option.value}
              id={option.value}
              textValue={option.title}
              className={styles['item'] ?? ''}
              data-testid={`${testID}-${option.value}`}
            >
              <span {...(option.language === undefined ? {} : { lang: option.language })}>
                {option.title}
              </span>
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}
