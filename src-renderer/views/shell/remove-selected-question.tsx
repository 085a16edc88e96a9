import { useEffect, type ReactElement } from 'react'
import { packState } from '../../../src-shared/domain/pack-state'
import { packTitle } from '../../../src-shared/domain/pack-text'
import { usePacks, useWindow } from '../window-context'
import { RemovePacksQuestion } from '../storage/storage-questions'

/** Asks before all selected packs are removed. */
export function RemoveSelectedQuestion(): ReactElement | null {
  const closeQuestion = useWindow((state) => state.closeQuestion)
  const selection = useWindow((state) => state.selection)
  const select = useWindow((state) => state.select)
  const entries = usePacks((state) => state.entries)
  const packs = [...selection].flatMap((id) => {
    const entry = entries.get(id)
    if (entry?.local === undefined) return []
    const { local, assetPack } = entry
    return [
      {
        id,
        title: packTitle(assetPack),
        policy: assetPack.policy.kind,
        isObsolete: packState(entry) === 'obsolete',
        version: local.version,
        keptVersions: local.keptVersion === undefined ? 0 : 1,
        bytes: local.installedSize,
      },
    ]
  })
  const isOvertaken = packs.length === 0
  useEffect(() => {
    if (isOvertaken) closeQuestion()
  }, [isOvertaken, closeQuestion])
  if (isOvertaken) return null
  return (
    <RemovePacksQuestion
      packs={packs}
      onClose={closeQuestion}
      onConfirmed={() => {
        select(new Set())
      }}
    />
  )
}
