import { ChevronLeft } from 'lucide-react'
import type { ReactElement } from 'react'
import { useText } from '../../components/use-text'
import { formatRoute, sectionOf } from '../../store/route'
import { useWindow } from '../window-context'
import styles from './back-link.module.css'

/** The way back to where the pack was opened. */
export function BackLink(): ReactElement {
  const text = useText()
  const shown = useWindow((state) => state.shown)
  const screen = sectionOf(shown)
  return (
    <a href={formatRoute({ ...shown, screen })} className={styles['back']} data-testid="back">
      <ChevronLeft size={16} strokeWidth={2} aria-hidden />
      {text(`detail.back.${screen}`)}
    </a>
  )
}
