import { Check } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components'
import buttonStyles from './button.module.css'
import styles from './menu.module.css'

/** Some options of a {@link ChoiceMenu} under one heading. */
export interface ChoiceMenuSection {
  readonly id: string
  readonly title: string
  /** Whether several can be chosen, or none. */
  readonly isMultiple: boolean
  readonly chosen: readonly string[]
  readonly options: readonly { readonly value: string; readonly title: string }[]
  readonly onChange: (chosen: readonly string[]) => void
}

/** What a {@link ChoiceMenu} shows. */
export interface ChoiceMenuProps {
  readonly label: string
  readonly icon: ReactNode
  readonly sections: readonly ChoiceMenuSection[]
  readonly testID: string
}

/** A button with a menu in which things are chosen; it stays open while several are. */
export function ChoiceMenu({ label, icon, sections, testID }: ChoiceMenuProps): ReactElement {
  return (
    <MenuTrigger>
      <Button
        className={`${buttonStyles['button'] ?? ''} ${buttonStyles['plain'] ?? ''}`}
        data-testid={testID}
      >
        {icon}
        {label}
      </Button>
      <Popover placement="bottom end" className={styles['popover'] ?? ''}>
        <Menu aria-label={label} className={styles['menu'] ?? ''}>
          {sections.map(({ id, title, isMultiple, chosen, options, onChange }) => (
            <MenuSection
              key={id}
              id={id}
              selectionMode={isMultiple ? 'multiple' : 'single'}
              disallowEmptySelection={!isMultiple}
              selectedKeys={chosen}
              onSelectionChange={(keys) => {
                onChange(options.flatMap(({ value }) => (keys === 'all' || keys.has(value) ? [value] : [])))
              }}
            >
              <Header className={styles['header'] ?? ''}>{title}</Header>
              {options.map(({ value, title: name }) => (
                <MenuItem
                  key={value}
                  id={value}
                  textValue={name}
                  className={`${styles['item'] ?? ''} ${styles['choice'] ?? ''}`}
                  data-testid={`${testID}-${value}`}
                >
                  {({ isSelected }) => (
                    <>
                      <span className={styles['mark']}>
                        {isSelected ? <Check size={14} strokeWidth={2.25} aria-hidden /> : null}
                      </span>
                      {name}
                    </>
                  )}
                </MenuItem>
              ))}
            </MenuSection>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
