import { Search, X } from 'lucide-react'
import type { KeyboardEvent, ReactElement } from 'react'
import { Button, Input, SearchField as AriaSearchField } from 'react-aria-components'
import styles from './search-field.module.css'

/** What a {@link SearchField} shows. */
export interface SearchFieldProps {
  /** What is searched: seen as long as nothing is written. */
  readonly label: string
  /** The spoken name of the button that empties it. */
  readonly clearLabel: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** Hears the keys that are pressed in it, but for those with which a word is still being put together. */
  readonly onKeyDown?: (event: KeyboardEvent) => void
  /** The keys that lead here, shown as long as nothing is written. */
  readonly keys?: string
  /** Of the field, for whom leads the focus there. */
  readonly inputID?: string
  /** Where it stands: `--search-width`, `--search-least`, `--search-grow` and `--search-ground` say how wide it is and its colour. */
  readonly className?: string | undefined
  readonly testID: string
}

/** A field to search with. Escape and a button empty it. */
export function SearchField(props: SearchFieldProps): ReactElement {
  const { label, clearLabel, value, onChange, onKeyDown, keys, inputID, className = '', testID } = props
  return (
    <AriaSearchField
      aria-label={label}
      className={`${styles['field'] ?? ''} ${className}`}
      value={value}
      onChange={onChange}
      data-testid={`${testID}-field`}
    >
      <Search size={16} aria-hidden className={styles['glass']} />
      <Input
        {...(inputID === undefined ? {} : { id: inputID })}
        placeholder={label}
        className={styles['input'] ?? ''}
        data-testid={testID}
        onKeyDown={(event) => {
          if (!event.nativeEvent.isComposing) onKeyDown?.(event)
        }}
      />
      {value !== '' ? (
        <Button className={styles['clear'] ?? ''} aria-label={clearLabel}>
          <X size={16} aria-hidden />
        </Button>
      ) : keys === undefined ? null : (
        <kbd className={styles['keys']} aria-hidden>
          {keys}
        </kbd>
      )}
    </AriaSearchField>
  )
}
