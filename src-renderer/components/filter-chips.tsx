import type { ReactElement } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { numberFormat } from '../../src-shared/format/numbers'
import styles from './filter-chips.module.css'
import { useText } from './use-text'

/** One of {@link FilterChips}. */
export interface FilterChip<Value extends string> {
  readonly value: Value
  readonly title: string
  /** How much it leaves. */
  readonly count: number
}

/** What {@link FilterChips} show. */
export interface FilterChipsProps<Value extends string> {
  readonly label: string
  /** The one that takes all others back. */
  readonly all: { readonly title: string; readonly count: number }
  readonly chips: readonly FilterChip<Value>[]
  readonly chosen: readonly Value[]
  readonly onChange: (chosen: readonly Value[]) => void
  readonly testID: string
}

const everything = 'all'

/** What to narrow down to; several can be chosen. */
export function FilterChips<Value extends string>(props: FilterChipsProps<Value>): ReactElement {
  const { label, all, chips, chosen, onChange, testID } = props
  const { locale } = useText()
  const chip = (value: string, title: string, count: number): ReactElement => (
    <ToggleButton key={value} id={value} className={styles['chip'] ?? ''} data-testid={`${testID}-${value}`}>
      {title} <span className={styles['count']}>{numberFormat(locale, {}).format(count)}</span>
    </ToggleButton>
  )
  return (
    <ToggleButtonGroup
      aria-label={label}
      className={styles['chips'] ?? ''}
      selectionMode="multiple"
      selectedKeys={chosen.length === 0 ? [everything] : chosen}
      onSelectionChange={(keys) => {
        const isAllAsked = keys.has(everything) && chosen.length > 0
        onChange(isAllAsked ? [] : chips.flatMap(({ value }) => (keys.has(value) ? [value] : [])))
      }}
    >
      {chip(everything, all.title, all.count)}
      {chips.map(({ value, title, count }) => chip(value, title, count))}
    </ToggleButtonGroup>
  )
}
