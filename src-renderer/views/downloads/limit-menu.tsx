import { Gauge } from 'lucide-react'
import { memo, useEffect, type ReactElement } from 'react'
import { ChoiceMenu } from '../../components/choice-menu'
import { useText } from '../../components/use-text'
import { formatSpeed } from '../../format/bytes'
import { useSettings } from '../window-context'

/** What most people choose from, in bytes a second. Any other number can be typed in the settings. */
const rates = [1e6, 2e6, 5e6, 10e6, 25e6, 50e6] as const
const unlimited = 'off'

/** How fast downloads may be together, to be changed while they run. */
export const LimitMenu = memo(function LimitMenu(): ReactElement | null {
  const text = useText()
  const limits = useSettings((state) => state.limits)
  const readLimits = useSettings((state) => state.readLimits)
  const changeLimits = useSettings((state) => state.changeLimits)
  useEffect(() => {
    readLimits()
  }, [readLimits])
  if (limits === undefined) return null
  const present = limits.bytesPerSecond
  const offered = [...new Set([...rates, ...(present === undefined ? [] : [present])])].sort((a, b) => a - b)
  const speed = (rate: number): string => formatSpeed(rate, text.locale)
  return (
    <ChoiceMenu
      label={
        present === undefined ? text('downloads.limit') : text('downloads.limited', { speed: speed(present) })
      }
      icon={<Gauge size={16} strokeWidth={1.75} aria-hidden />}
      sections={[
        {
          id: 'limit',
          title: text('downloads.limit'),
          isMultiple: false,
          chosen: [present === undefined ? unlimited : String(present)],
          options: [
            { value: unlimited, title: text('downloads.limit.off') },
            ...offered.map((rate) => ({ value: String(rate), title: speed(rate) })),
          ],
          onChange: ([chosen = unlimited]) => {
            void changeLimits({ bytesPerSecond: chosen === unlimited ? undefined : Number(chosen) })
          },
        },
      ]}
      testID="limit"
    />
  )
})
