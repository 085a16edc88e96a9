import { Download, HardDrive, LayoutGrid, Settings, type LucideIcon } from 'lucide-react'
import type { ReactElement } from 'react'
import { VisuallyHidden } from '../../components/visually-hidden'
import { useText } from '../../components/use-text'
import { numberFormat } from '../../../src-shared/format/numbers'
import { formatRoute, screens, sectionOf, type NavigationScreen } from '../../store/route'
import { activeEntries } from '../../store/selectors'
import { usePacks, useWindow } from '../window-context'
import styles from './navigation.module.css'

const icons: Readonly<Record<NavigationScreen, LucideIcon>> = {
  library: LayoutGrid,
  downloads: Download,
  storage: HardDrive,
  settings: Settings,
}

/** The way from screen to screen: a rail, a rail of icons, or a row of tabs, by the room there is. */
export function Navigation(): ReactElement {
  const text = useText()
  const route = useWindow((state) => state.route)
  const count = usePacks(({ standings }) => activeEntries(standings).length)
  return (
    <nav className={styles['rail']} aria-label={text('app.navigation')}>
      {screens.map((screen) => {
        const Icon = icons[screen]
        return (
          <a
            key={screen}
            href={formatRoute({ ...route, screen })}
            className={styles['link']}
            title={text(`screen.${screen}`)}
            data-testid={`go-${screen}`}
            {...(sectionOf(route) === screen
              ? { 'aria-current': route.screen === screen ? 'page' : 'true' }
              : {})}
          >
            <Icon size={20} strokeWidth={1.75} aria-hidden />
            <span className={styles['word']}>{text(`screen.${screen}`)}</span>
            {screen === 'downloads' && count > 0 ? <Count count={count} /> : null}
          </a>
        )
      })}
    </nav>
  )
}

function Count({ count }: { readonly count: number }): ReactElement {
  const text = useText()
  return (
    <span className={styles['count']}>
      <span aria-hidden>{numberFormat(text.locale, {}).format(count)}</span>
      <VisuallyHidden>, {text('screen.downloads.count', { count })}</VisuallyHidden>
    </span>
  )
}
