import type { ReactElement } from 'react'
import { packTitle } from '../../../src-shared/domain/pack-text'
import { Button } from '../../components/button'
import { Dialog } from '../../components/dialog'
import { ErrorDetails, ErrorLine } from '../../components/error-line'
import { ProgressBar } from '../../components/progress-bar'
import { useText } from '../../components/use-text'
import { formatBytes } from '../../format/bytes'
import type { PackSave, SaveStanding } from '../../store/pack-save'
import { usePacks, useSave } from '../window-context'
import styles from './check-dialog.module.css'

/** How the saving of a pack as a file goes, once the person has said where. */
export function SaveDialog(): ReactElement | null {
  const save = useSave((state) => state.save)
  const entry = usePacks((state) => (save === undefined ? undefined : state.entries.get(save.id)))
  if (save === undefined || entry === undefined) return null
  return <OpenSave save={save} title={packTitle(entry.assetPack)} />
}

function OpenSave({ save, title }: { readonly save: PackSave; readonly title: string }): ReactElement {
  const text = useText()
  const close = useSave((state) => state.close)
  const { kind } = save.standing
  const isRunning = kind === 'progressed'
  return (
    <Dialog
      title={text(kind === 'ended' ? 'save.ended.title' : 'save.title', { title })}
      testID="save-dialog"
      // What has been written so far is thrown away by its own button only, not by a click beside it.
      isDismissable={!isRunning}
      onClose={close}
      buttons={
        <>
          <Button autoFocus testID="save-close" onPress={close}>
            {text(isRunning ? 'action.cancel' : 'check.close')}
          </Button>
          <NextStep save={save} />
        </>
      }
    >
      <div className={styles['standing']} data-testid="save-standing" data-kind={kind}>
        <Standing standing={save.standing} title={title} />
      </div>
    </Dialog>
  )
}

function NextStep({ save: { id, standing } }: { readonly save: PackSave }): ReactElement | null {
  const text = useText()
  const start = useSave((state) => state.start)
  const showFile = useSave((state) => state.showFile)
  if (standing.kind === 'progressed') return null
  return standing.kind === 'ended' ? (
    <Button kind="primary" testID="save-show" onPress={showFile}>
      {text('action.showInFolder')}
    </Button>
  ) : (
    <Button
      kind="primary"
      testID="save-retry"
      onPress={() => {
        start(id)
      }}
    >
      {text('action.retry')}
    </Button>
  )
}

function Standing({
  standing,
  title,
}: {
  readonly standing: SaveStanding
  readonly title: string
}): ReactElement {
  const text = useText()
  if (standing.kind === 'progressed') {
    const { completedBytes: done, totalBytes: total } = standing
    return (
      <>
        <ProgressBar
          label={text('pack.progress.label', { title })}
          fraction={total === 0 ? 0 : Math.min(1, done / total)}
          state="downloading"
        />
        <p className={styles['amounts']}>
          {text('pack.progress', {
            done: formatBytes(done, text.locale),
            total: formatBytes(total, text.locale),
          })}
        </p>
      </>
    )
  }
  if (standing.kind === 'ended') {
    const { name, fileSize } = standing
    return <p role="status">{text('save.done', { name, size: formatBytes(fileSize, text.locale) })}</p>
  }
  const { error } = standing
  return (
    <div role="alert">
      {error.code === 'notWritable' ? (
        <>
          <p>{text('save.notWritable')}</p>
          <ErrorDetails error={error} />
        </>
      ) : (
        <ErrorLine error={error} testID="save-error" />
      )}
    </div>
  )
}
