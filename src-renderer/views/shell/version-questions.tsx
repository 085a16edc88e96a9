import type { ReactElement } from 'react'
import type { LibraryEntry } from '../../../src-shared/domain/library'
import { packTitle } from '../../../src-shared/domain/pack-text'
import { ConfirmDialog } from '../../components/confirm-dialog'
import { useText } from '../../components/use-text'
import { useWindow, useWindowParts } from '../window-context'

/** What a {@link RollbackQuestion} asks about. */
export interface RollbackQuestionProps {
  readonly entry: LibraryEntry
  /** The kept version to go to; absent: the one that was active last. */
  readonly version?: number | undefined
}

/** Asks before another version that is here takes the place of the present one. */
export function RollbackQuestion({ entry, version: wanted }: RollbackQuestionProps): ReactElement | null {
  const text = useText()
  const { commands } = useWindowParts()
  const closeQuestion = useWindow((state) => state.closeQuestion)
  const { id } = entry.assetPack
  const { version: current, keptVersion } = entry.local ?? {}
  const version = wanted ?? keptVersion
  if (current === undefined || version === undefined || version === current) return null
  const title = packTitle(entry.assetPack)
  const isBack = version < current
  return (
    <ConfirmDialog
      title={text(isBack ? 'confirm.rollback.title' : 'confirm.forward.title', { version })}
      confirmWord={text(isBack ? 'confirm.rollback.action' : 'confirm.forward.action', { version })}
      confirmKind="primary"
      keepWord={text('confirm.rollback.keep', { current })}
      confirmTestID="confirm-rollback"
      onClose={closeQuestion}
      onConfirm={() => {
        // Only the way to the version that was active last ends a pin, which is what going forward again is for.
        if (version === keptVersion) commands.rollback(id, version)
        else commands.pin(id, version)
      }}
    >
      <p>
        {text(isBack ? 'confirm.rollback.text' : 'confirm.forward.text', { title, version, current })}
        {entry.download === undefined ? '' : ` ${text('confirm.rollback.download')}`}
      </p>
    </ConfirmDialog>
  )
}

/** Asks before updates of a pack stop coming by themselves. */
export function PinQuestion({ entry }: { readonly entry: LibraryEntry }): ReactElement | null {
  const text = useText()
  const { commands } = useWindowParts()
  const closeQuestion = useWindow((state) => state.closeQuestion)
  const { id } = entry.assetPack
  const version = entry.local?.version
  if (version === undefined) return null
  const title = packTitle(entry.assetPack)
  return (
    <ConfirmDialog
      title={text('confirm.pin.title', { title })}
      confirmWord={text('confirm.pin.action')}
      confirmKind="primary"
      keepWord={text('confirm.pin.keep')}
      confirmTestID="confirm-pin"
      onClose={closeQuestion}
      onConfirm={() => {
        commands.pin(id, version)
      }}
    >
      <p>
        {text('confirm.pin.text', { title, version })}
        {entry.download === undefined ? '' : ` ${text('confirm.rollback.download')}`}
      </p>
    </ConfirmDialog>
  )
}
