import { SearchX } from 'lucide-react'
import { useEffect, useMemo, useState, type ReactElement } from 'react'
import { Button } from '../../components/button'
import { EmptyState } from '../../components/empty-state'
import { ScreenHead } from '../../components/screen-head'
import { SearchField } from '../../components/search-field'
import { useText } from '../../components/use-text'
import { Notices } from '../shell/notices'
import { usePacks, useSettings } from '../window-context'
import { AboutSection } from './about-section'
import type { SettingSection } from './setting-item'
import { SettingLine } from './setting-line'
import { settingSections } from './setting-sections'
import { foundSettings } from './settings-search'
import styles from './settings-view.module.css'

/** Where the focus goes when the search is cleared. */
const searchID = 'settings-search'

/** What the person sets: in force as soon as it is chosen. */
export function SettingsView(): ReactElement {
  const text = useText()
  const [search, setSearch] = useState('')
  const state = useSettings((all) => all)
  const { readLimits, forgetOutcomes } = state
  const isLost = usePacks((packs) => packs.link === 'lost')
  useEffect(() => {
    // What the main process could not answer it is asked again once it is back.
    if (!isLost) readLimits()
  }, [readLimits, isLost])
  useEffect(() => forgetOutcomes, [forgetOutcomes])
  const sections = useMemo(() => foundSettings(settingSections, search, state, text), [search, state, text])
  return (
    <div className={styles['view']}>
      <ScreenHead
        title={text('screen.settings')}
        actions={
          <SearchField
            label={text('settings.search')}
            clearLabel={text('settings.search.clear')}
            value={search}
            onChange={setSearch}
            className={styles['search']}
            inputID={searchID}
            testID="settings-search"
          />
        }
      />
      <Notices />
      {sections.map((section) => (
        <Section key={section.title} section={section} />
      ))}
      {search === '' ? <AboutSection /> : null}
      {sections.length === 0 ? (
        <EmptyState
          icon={<SearchX size={24} strokeWidth={1.75} aria-hidden />}
          title={text('settings.search.none.title', { search })}
          text={text('settings.search.none.text')}
          action={
            <Button
              testID="settings-search-clear"
              onPress={() => {
                setSearch('')
                document.getElementById(searchID)?.focus()
              }}
            >
              {text('settings.search.clear')}
            </Button>
          }
          testID="settings-none"
        />
      ) : null}
    </div>
  )
}

function Section({ section }: { readonly section: SettingSection }): ReactElement {
  const text = useText()
  return (
    <section className={styles['section']} aria-labelledby={section.title}>
      <h2 id={section.title}>{text(section.title)}</h2>
      <ul className={styles['rows']}>
        {section.items.map((item) => (
          <SettingLine key={item.name} item={item} />
        ))}
      </ul>
    </section>
  )
}
