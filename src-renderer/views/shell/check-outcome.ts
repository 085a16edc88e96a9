import { useText, type Text } from '../../components/use-text'
import { formatClockTime } from '../../format/date'
import type { AssetPacksState } from '../../store/asset-packs-store'
import { updateCount } from '../../store/selectors'
import { usePacks } from '../window-context'

/** What the last check for updates came to, and when; nothing where there was none. */
export function checkOutcome(
  { facts: { checkedAt }, standings }: Pick<AssetPacksState, 'facts' | 'standings'>,
  text: Text,
): string {
  if (checkedAt === undefined) return ''
  return text('updates.checked', {
    time: formatClockTime(checkedAt, text.locale),
    count: updateCount(standings),
  })
}

/** How the check for updates goes, else what the last one came to. */
export function useCheckStanding(): string {
  const text = useText()
  return usePacks((state) => (state.facts.checking ? text('updates.checking') : checkOutcome(state, text)))
}
