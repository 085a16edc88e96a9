import { useText } from '../components/use-text'
import { heldCount } from '../store/selectors'
import { usePacks } from './window-context'

/** The sentence for where nothing is to be updated; packs that a person keeps at an older version are not up to date. */
export function useUpToDate(): string {
  const text = useText()
  const count = usePacks(({ standings }) => heldCount(standings))
  return count === 0 ? text('updates.none') : text('updates.held', { count })
}
