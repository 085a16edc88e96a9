import { useStore } from 'zustand'
import type { LibraryEntry } from '../../../src-shared/domain/library'
import type { CheckedFiles } from '../../store/pack-check'
import { useWindowParts } from '../window-context'

/** What the last check found of the version that is here; another version has not been checked. */
export function useFindings({ assetPack: { id }, local }: LibraryEntry): CheckedFiles | undefined {
  const { checks } = useWindowParts()
  const found = useStore(checks, (state) => state.results.get(id))
  return found !== undefined && found.version === local?.version ? found : undefined
}
