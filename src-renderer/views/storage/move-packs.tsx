import { FolderInput } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { Button } from '../../components/button'
import { Dialog } from '../../components/dialog'
import { ErrorLine } from '../../components/error-line'
import { ProgressBar } from '../../components/progress-bar'
import { useText } from '../../components/use-text'
import { formatBytes } from '../../format/bytes'
import type { MoveStanding } from '../../store/container-move'
import { useContainerMove, useWindowParts } from '../window-context'
import styles from './move-packs.module.css'

const path = (parts: readonly ReactNode[]): ReactNode => <bdi className={styles['path']}>{parts}</bdi>

/** The button that moves all packs to another folder or drive, and the dialog in which that is asked and followed. */
export function MovePacks(): ReactElement {
  const text = useText()
  const { moves } = useWindowParts()
  const standing = useContainerMove((state) => state.standing)
  const isChoosing = useContainerMove((state) => state.isChoosing)
  return (
    <>
      <Button
        testID="move-packs"
        icon={<FolderInput size={16} strokeWidth={1.75} aria-hidden />}
        isPending={isChoosing}
        onPress={() => {
          void moves.getState().choose()
        }}
      >
        {text('storage.move')}
      </Button>
      {standing === undefined ? null : <MoveDialog standing={standing} />}
    </>
  )
}

function MoveDialog({ standing }: { readonly standing: MoveStanding }): ReactElement {
  const text = useText()
  const { moves } = useWindowParts()
  const { close } = moves.getState()
  return (
    <Dialog
      title={text(standing.kind === 'ended' ? 'storage.move.ended.title' : 'storage.move.title')}
      testID="move-dialog"
      onClose={close}
      buttons={
        <>
          <Button autoFocus testID="move-close" onPress={close}>
            {text(isOver(standing) ? 'check.close' : 'action.cancel')}
          </Button>
          <NextButton standing={standing} />
        </>
      }
    >
      <div className={styles['standing']} data-testid="move-standing" data-kind={standing.kind}>
        <Standing standing={standing} />
      </div>
    </Dialog>
  )
}

function isOver({ kind }: MoveStanding): boolean {
  return kind === 'ended' || kind === 'failed' || kind === 'refused'
}

/** Begins the move, or asks for another folder where the one that was chosen will not do. */
function NextButton({ standing }: { readonly standing: MoveStanding }): ReactElement | null {
  const text = useText()
  const { moves } = useWindowParts()
  if (standing.kind === 'chosen') {
    return (
      <Button
        kind="primary"
        testID="move-start"
        onPress={() => {
          void moves.getState().start()
        }}
      >
        {text('storage.move.start')}
      </Button>
    )
  }
  if (standing.kind !== 'refused' && standing.kind !== 'failed') return null
  return (
    <Button
      kind="primary"
      testID="move-choose"
      onPress={() => {
        void moves.getState().choose()
      }}
    >
      {text('storage.move.chooseAgain')}
    </Button>
  )
}

function Standing({ standing }: { readonly standing: MoveStanding }): ReactElement {
  const text = useText()
  const size = (bytes: number): string => formatBytes(bytes, text.locale)
  switch (standing.kind) {
    case 'chosen':
      return (
        <>
          <p>{text.rich('storage.move.to', { directory: standing.directory, path })}</p>
          <p>
            {standing.mustCopy
              ? text('storage.move.copies', {
                  size: size(standing.needBytes),
                  left: size(standing.freeBytes - standing.needBytes),
                })
              : text('storage.move.sameDisk')}
          </p>
          <p>{text('storage.move.meanwhile')}</p>
        </>
      )
    case 'started':
      return <p>{text('storage.move.starting')}</p>
    case 'progressed':
      return (
        <>
          <ProgressBar
            label={text('storage.move.title')}
            fraction={standing.completedBytes / Math.max(1, standing.totalBytes)}
            state="installing"
          />
          <p className={styles['figures']}>
            {text('storage.move.progress', {
              done: size(standing.completedBytes),
              total: size(standing.totalBytes),
            })}
          </p>
        </>
      )
    case 'ended':
      return <p>{text.rich('storage.move.ended', { directory: standing.directory, path })}</p>
    case 'refused':
    case 'failed':
      return (
        <>
          {standing.kind === 'refused' ? (
            <p>{text.rich('storage.move.to', { directory: standing.directory, path })}</p>
          ) : (
            <p>{text('storage.move.nothingMoved')}</p>
          )}
          <ErrorLine error={standing.error} testID="move-error" />
        </>
      )
  }
}
