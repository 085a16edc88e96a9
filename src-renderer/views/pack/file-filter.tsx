import type { ReactElement } from 'react'
import { ToggleButton } from 'react-aria-components'
import type { LibraryEntry } from '../../../src-shared/domain/library'
import buttonStyles from '../../components/button.module.css'
import { SearchField } from '../../components/search-field'
import { useText } from '../../components/use-text'
import type { FileFilter } from '../../store/file-tree'
import { useWindowParts } from '../window-context'
import styles from './file-filter.module.css'

/** Where the focus goes when the filter is cleared. */
export const fileFilterID = 'files-filter'

/** What a {@link FileFilterBar} narrows. */
export interface FileFilterProps {
  readonly entry: LibraryEntry
  readonly filter: FileFilter
  readonly hasFindings: boolean
  readonly onChange: (filter: FileFilter) => void
}

/** Finds files by name, and shows only those that an update changes, or that are damaged, where there are any. */
export function FileFilterBar({ entry, filter, hasFindings, onChange }: FileFilterProps): ReactElement {
  const text = useText()
  const { details } = useWindowParts()
  const { assetPack, local } = entry
  const hasUpdate = local !== undefined && local.version < assetPack.version
  return (
    <>
      <SearchField
        label={text('files.filter')}
        clearLabel={text('files.filter.clear')}
        value={filter.search}
        onChange={(search) => {
          onChange({ ...filter, search })
        }}
        className={styles['search']}
        inputID={fileFilterID}
        testID="files-filter"
      />
      {hasUpdate ? (
        <FilterToggle
          isOn={filter.onlyChanges}
          testID="files-only-changes"
          onChange={(onlyChanges) => {
            if (onlyChanges) details.getState().askForChanges(entry)
            onChange({ ...filter, onlyChanges })
          }}
        >
          {text('files.onlyChanges')}
        </FilterToggle>
      ) : null}
      {hasFindings ? (
        <FilterToggle
          isOn={filter.onlyFindings}
          testID="files-only-findings"
          onChange={(onlyFindings) => {
            onChange({ ...filter, onlyFindings })
          }}
        >
          {text('files.onlyFindings')}
        </FilterToggle>
      ) : null}
    </>
  )
}

interface FilterToggleProps {
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
  readonly testID: string
  readonly children: string
}

function FilterToggle({ isOn, onChange, testID, children }: FilterToggleProps): ReactElement {
  return (
    <ToggleButton
      className={`${buttonStyles['button'] ?? ''} ${styles['toggle'] ?? ''}`}
      isSelected={isOn}
      onChange={onChange}
      data-testid={testID}
    >
      {children}
    </ToggleButton>
  )
}
