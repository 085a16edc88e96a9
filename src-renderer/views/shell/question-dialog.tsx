import { useEffect, type ReactElement } from 'react'
import type { LibraryEntry } from '../../../src-shared/domain/library'
import { packState } from '../../../src-shared/domain/pack-state'
import { packTitle } from '../../../src-shared/domain/pack-text'
import { ConfirmDialog } from '../../components/confirm-dialog'
import { useText } from '../../components/use-text'
import { formatBytes } from '../../format/bytes'
import { isMeaningful, type PackQuestion } from '../../store/question'
import { usePacks, useWindow, useWindowParts } from '../window-context'
import { LowSpaceQuestion } from './low-space-question'
import { RemoveSelectedQuestion } from './remove-selected-question'
import { PinQuestion, RollbackQuestion } from './version-questions'

/** The question that is open. */
export function QuestionDialog(): ReactElement | null {
  const question = useWindow((state) => state.question)
  if (question === undefined) return null
  return question.kind === 'removeSelected' ? (
    <RemoveSelectedQuestion ids={question.ids} />
  ) : (
    <AboutPack question={question} />
  )
}

/** One that events have overtaken is closed, or it would come up again over whatever follows. */
function AboutPack({ question }: { readonly question: PackQuestion }): ReactElement | null {
  const entry = usePacks((state) => state.entries.get(question.id))
  const closeQuestion = useWindow((state) => state.closeQuestion)
  const isOpen = isMeaningful(question, entry)
  useEffect(() => {
    if (!isOpen) closeQuestion()
  }, [isOpen, closeQuestion])
  if (!isOpen || entry === undefined) return null
  switch (question.kind) {
    case 'lowSpace':
      return <LowSpaceQuestion entry={entry} />
    case 'rollback':
      return <RollbackQuestion entry={entry} version={question.version} />
    case 'pin':
      return <PinQuestion entry={entry} />
    case 'remove':
      return <RemoveQuestion entry={entry} />
    case 'cancel':
      return <CancelQuestion entry={entry} />
  }
}

function RemoveQuestion({ entry }: { readonly entry: LibraryEntry }): ReactElement {
  const text = useText()
  const { commands } = useWindowParts()
  const closeQuestion = useWindow((state) => state.closeQuestion)
  const size = formatBytes(entry.local?.installedSize ?? 0, text.locale)
  return (
    <ConfirmDialog
      title={text('confirm.remove.title', { title: packTitle(entry.assetPack) })}
      confirmWord={text('confirm.remove.action')}
      keepWord={text('confirm.remove.keep')}
      confirmTestID="confirm-remove"
      onClose={closeQuestion}
      onConfirm={() => {
        commands.remove(entry.assetPack.id)
      }}
    >
      <p>{text(`confirm.remove.${removalKind(entry)}`, { size })}</p>
    </ConfirmDialog>
  )
}

function removalKind(entry: LibraryEntry): 'text' | 'essential' | 'obsolete' {
  if (packState(entry) === 'obsolete') return 'obsolete'
  return entry.assetPack.policy.kind === 'essential' ? 'essential' : 'text'
}

function CancelQuestion({ entry }: { readonly entry: LibraryEntry }): ReactElement {
  const text = useText()
  const { commands } = useWindowParts()
  const closeQuestion = useWindow((state) => state.closeQuestion)
  const title = packTitle(entry.assetPack)
  const arrived = entry.download?.progress.completedBytes ?? 0
  return (
    <ConfirmDialog
      title={text('confirm.cancel.title')}
      confirmWord={text('confirm.cancel.action')}
      keepWord={text('confirm.cancel.keep')}
      confirmTestID="confirm-cancel"
      onClose={closeQuestion}
      onConfirm={() => {
        commands.cancel(entry.assetPack.id)
      }}
    >
      <p>
        {arrived === 0
          ? text('confirm.cancel.textEmpty', { title })
          : text('confirm.cancel.text', { title, size: formatBytes(arrived, text.locale) })}
        {entry.local === undefined
          ? ''
          : ` ${text('confirm.cancel.update', { version: entry.local.version })}`}
      </p>
    </ConfirmDialog>
  )
}
