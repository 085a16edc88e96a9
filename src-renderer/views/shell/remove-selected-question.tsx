import { useEffect, type ReactElement } from 'react'
import type { AssetPackID } from '../../../src-shared/domain/asset-pack-id'
import { packState } from '../../../src-shared/domain/pack-state'
import { packTitle } from '../../../src-shared/domain/pack-text'
import { usePacks, useWindow } from '../window-context'
import { RemovePacksQuestion } from '../storage/storage-questions'

/** Asks before several packs are removed; which of them are still here it shows as it is open. */
export function RemoveSelectedQuestion({
  ids,
}: {
  readonly ids: readonly AssetPackID[]
}): ReactElement | null {
  const closeQuestion = useWindow((state) => state.closeQuestion)
  const deselect = useWindow((state) => state.deselect)
  const entries = usePacks((state) => state.entries)
  const packs = ids.flatMap((id) => {
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
        deselect(ids)
      }}
    />
  )
}
