import type { ReactElement } from 'react'
import type { AssetPackID } from '../../../src-shared/domain/asset-pack-id'
import { ConfirmDialog } from '../../components/confirm-dialog'
import { useText, type Text } from '../../components/use-text'
import { formatBytes } from '../../format/bytes'
import type { StoredPack } from '../../store/storage-shares'
import { useWindowParts } from '../window-context'

/** Measures once what frees space has been done: some of it changes nothing else that is known of the packs. */
function useMeasuredAfter(): (work: Promise<void>) => void {
  const { storage } = useWindowParts()
  return (work) => void work.then(storage.getState().measure)
}

interface KeptQuestionProps {
  readonly ids: readonly AssetPackID[]
  readonly bytes: number
  readonly onClose: () => void
}

/** Asks before there is no way back to any earlier version. */
export function KeptQuestion({ ids, bytes, onClose }: KeptQuestionProps): ReactElement {
  const text = useText()
  const { commands } = useWindowParts()
  const measureAfter = useMeasuredAfter()
  return (
    <ConfirmDialog
      title={text('storage.confirm.kept.title')}
      confirmWord={text('storage.confirm.kept.action')}
      keepWord={text('storage.confirm.keep')}
      confirmTestID="confirm-remove-kept"
      onClose={onClose}
      onConfirm={() => {
        measureAfter(commands.removeKeptVersions(ids))
      }}
    >
      <p>{text('storage.confirm.kept.text', { count: ids.length, size: formatBytes(bytes, text.locale) })}</p>
    </ConfirmDialog>
  )
}

interface UnfinishedQuestionProps {
  readonly ids: readonly AssetPackID[]
  readonly onClose: () => void
}

/** Asks before what paused and failed downloads have brought is thrown away. */
export function UnfinishedQuestion({ ids, onClose }: UnfinishedQuestionProps): ReactElement {
  const text = useText()
  const { commands } = useWindowParts()
  const measureAfter = useMeasuredAfter()
  return (
    <ConfirmDialog
      title={text('storage.confirm.unfinished.title')}
      confirmWord={text('storage.confirm.unfinished.action')}
      keepWord={text('storage.confirm.keep')}
      confirmTestID="confirm-remove-unfinished"
      onClose={onClose}
      onConfirm={() => {
        measureAfter(commands.cancelAll(ids))
      }}
    >
      <p>{text('storage.confirm.unfinished.text', { count: ids.length })}</p>
    </ConfirmDialog>
  )
}

interface RemoveQuestionProps {
  readonly packs: readonly StoredPack[]
  readonly onClose: () => void
  /** Hears that they are being removed. */
  readonly onConfirmed: () => void
}

/** Asks before packs are removed: one that is alone is spoken of as one. */
export function RemovePacksQuestion({ packs, onClose, onConfirmed }: RemoveQuestionProps): ReactElement {
  const text = useText()
  const { commands } = useWindowParts()
  const measureAfter = useMeasuredAfter()
  const [only, ...others] = packs
  const { title, sentences } =
    only !== undefined && others.length === 0 ? wordsForOne(only, text) : wordsForSeveral(packs, text)
  return (
    <ConfirmDialog
      title={title}
      confirmWord={text('storage.confirm.remove.action')}
      keepWord={text('storage.confirm.keep')}
      confirmTestID="confirm-remove-packs"
      onClose={onClose}
      onConfirm={() => {
        measureAfter(commands.removeAll(packs.map(({ id }) => id)))
        onConfirmed()
      }}
    >
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </ConfirmDialog>
  )
}

interface QuestionWords {
  readonly title: string
  readonly sentences: readonly string[]
}

function wordsForOne({ title, bytes, policy, isObsolete }: StoredPack, text: Text): QuestionWords {
  const after = isObsolete ? 'obsolete' : policy === 'essential' ? 'essential' : 'text'
  return {
    title: text('confirm.remove.title', { title }),
    sentences: [text(`confirm.remove.${after}`, { size: formatBytes(bytes, text.locale) })],
  }
}

function wordsForSeveral(packs: readonly StoredPack[], text: Text): QuestionWords {
  const bytes = packs.reduce((total, pack) => total + pack.bytes, 0)
  const essential = packs.filter(({ policy, isObsolete }) => policy === 'essential' && !isObsolete).length
  const obsolete = packs.filter(({ isObsolete }) => isObsolete).length
  return {
    title: text('storage.confirm.remove.title', { count: packs.length }),
    sentences: [
      text('storage.confirm.remove.text', { size: formatBytes(bytes, text.locale) }),
      ...(essential === 0 ? [] : [text('storage.confirm.remove.essential', { count: essential })]),
      ...(obsolete === 0 ? [] : [text('storage.confirm.remove.obsolete', { count: obsolete })]),
    ],
  }
}
