import { useState, type ReactElement, type ReactNode } from 'react'
import { Button } from '../../components/button'
import { Dialog } from '../../components/dialog'
import { ErrorLine } from '../../components/error-line'
import { ProgressBar } from '../../components/progress-bar'
import { useText } from '../../components/use-text'
import { formatBytes } from '../../format/bytes'
import type { MoveStanding } from '../../store/container-move'
import { useContainerMove, useWindowParts } from '../window-context'
import styles from './move-dialog.module.css'

const path = (parts: readonly ReactNode[]): ReactNode => <bdi className={styles['path']}>{parts}</bdi>

/**
 * What moving all packs takes, how far it is and how it ended. It belongs to no screen: a move that runs is seen wherever the
 * person goes, and only its own button stops it, which asks first.
 */
export function MoveDialog(): ReactElement | null {
  const standing = useContainerMove((state) => state.standing)
  return standing === undefined ? null : <OpenMove standing={standing} />
}

function OpenMove({ standing }: { readonly standing: MoveStanding }): ReactElement {
  const text = useText()
  const { moves } = useWindowParts()
  const { close } = moves.getState()
  const [isStopping, setStopping] = useState(false)
  const isRunning = standing.kind === 'started' || standing.kind === 'progressed'
  const isAsked = isRunning && isStopping
  return (
    <Dialog
      title={text(standing.kind === 'ended' ? 'storage.move.ended.title' : 'storage.move.title')}
      testID="move-dialog"
      isDismissable={!isRunning}
      onClose={close}
      buttons={
        isAsked ? (
          <StopButtons
            onKeep={() => {
              setStopping(false)
            }}
          />
        ) : (
          <>
            <Button
              autoFocus
              testID="move-close"
              onPress={() => {
                if (isRunning) setStopping(true)
                else close()
              }}
            >
              {text(isOver(standing) ? 'check.close' : 'action.cancel')}
            </Button>
            <NextButton standing={standing} />
          </>
        )
      }
    >
      <div className={styles['standing']} data-testid="move-standing" data-kind={standing.kind}>
        <Standing standing={standing} />
        {isAsked ? <p role="alert">{text('storage.move.stop.text')}</p> : null}
      </div>
    </Dialog>
  )
}

/** The answers to whether a move shall be stopped. */
function StopButtons({ onKeep }: { readonly onKeep: () => void }): ReactElement {
  const text = useText()
  const { moves } = useWindowParts()
  return (
    <>
      <Button autoFocus testID="move-keep" onPress={onKeep}>
        {text('storage.move.stop.keep')}
      </Button>
      <Button kind="danger" testID="move-stop" onPress={moves.getState().close}>
        {text('storage.move.stop.action')}
      </Button>
    </>
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
            word={text('storage.move.moving')}
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
      return <p role="status">{text.rich('storage.move.ended', { directory: standing.directory, path })}</p>
    case 'refused':
    case 'failed':
      return (
        <div role="alert" className={styles['standing']}>
          {standing.kind === 'refused' ? (
            <p>{text.rich('storage.move.to', { directory: standing.directory, path })}</p>
          ) : (
            <p>{text('storage.move.nothingMoved')}</p>
          )}
          <ErrorLine error={standing.error} testID="move-error" />
        </div>
      )
  }
}
