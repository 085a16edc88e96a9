import { RotateCcw } from 'lucide-react'
import { useEffect, useRef, type ReactElement, type ReactNode } from 'react'
import { toAssetPackError } from '../../../src-shared/domain/errors'
import { windowFailure } from '../../../src-shared/domain/window-failure'
import { Button } from '../../components/button'
import { CopyButton } from '../../components/copy-button'
import { ErrorDetails } from '../../components/error-line'
import { FailureBoundary } from '../../components/failure-boundary'
import { useText } from '../../components/use-text'
import { formatRoute, startRoute } from '../../store/route'
import { useWindow, useWindowParts } from '../window-context'
import styles from './part-failure.module.css'

/** A part of the window, and what stands in its place when it cannot be drawn. */
export interface PartProps {
  readonly children: ReactNode
}

/** The present screen. What goes wrong in it leaves the frame around it as it is. */
export function ScreenBoundary({ children }: PartProps): ReactElement {
  const { window } = useWindowParts()
  const shown = useWindow((state) => state.shown)
  return (
    <FailureBoundary
      subject={formatRoute(shown)}
      onFailure={useReport()}
      fallback={(error, retry) => (
        <PartFailure
          error={error}
          onRetry={retry}
          onLibrary={() => {
            window.getState().go(startRoute)
            // The library itself may be what failed: then nothing else has changed.
            retry()
          }}
        />
      )}
    >
      {children}
    </FailureBoundary>
  )
}

/** What a {@link DialogBoundary} keeps. */
export interface DialogBoundaryProps extends PartProps {
  /** What the dialog is about, or whether it is open: something else is drawn afresh. */
  readonly subject: unknown
  readonly onClose: () => void
}

/** One dialog above the screens. If it cannot be drawn it is closed, and the notice says that it was not done. */
export function DialogBoundary({ subject, onClose, children }: DialogBoundaryProps): ReactElement {
  const { window } = useWindowParts()
  const report = useReport()
  return (
    <FailureBoundary
      subject={subject}
      fallback={() => null}
      onFailure={(error) => {
        report(error)
        onClose()
        window.getState().refuse(toAssetPackError(error).toJSON())
      }}
    >
      {children}
    </FailureBoundary>
  )
}

/** The whole window, for what goes wrong in its frame. */
export function FrameBoundary({ children }: PartProps): ReactElement {
  return (
    <FailureBoundary
      subject="frame"
      onFailure={useReport()}
      fallback={(error, retry) => (
        <main className={styles['alone']}>
          <PartFailure error={error} onRetry={retry} />
        </main>
      )}
    >
      {children}
    </FailureBoundary>
  )
}

function useReport(): (error: unknown) => void {
  const { window, commands } = useWindowParts()
  return (error) => {
    commands.reportFailure(windowFailure(error, formatRoute(window.getState().shown)))
  }
}

interface PartFailureProps {
  readonly error: unknown
  readonly onRetry: () => void
  readonly onLibrary?: () => void
}

/** What happened in plain words, what to do, and on demand what support asks for. */
function PartFailure({ error, onRetry, onLibrary }: PartFailureProps): ReactElement {
  const text = useText()
  const heading = useRef<HTMLHeadingElement>(null)
  const known = toAssetPackError(error).toJSON()
  useEffect(() => {
    // What had the focus is gone with the screen.
    heading.current?.focus()
  }, [])
  return (
    <section className={styles['failure']} data-testid="part-failure" data-code={known.code}>
      <h1 tabIndex={-1} ref={heading}>
        {text('failure.title')}
      </h1>
      <p className={styles['text']}>{text('failure.text')}</p>
      <div className={styles['buttons']}>
        <Button
          kind="primary"
          icon={<RotateCcw size={16} aria-hidden />}
          testID="failure-retry"
          onPress={onRetry}
        >
          {text('action.retry')}
        </Button>
        {onLibrary === undefined ? null : (
          <Button testID="failure-library" onPress={onLibrary}>
            {text('detail.back.library')}
          </Button>
        )}
        <CopyButton value={supportText(error)} label={text('failure.copy')} testID="failure-copy">
          {text('failure.copy')}
        </CopyButton>
      </div>
      <div className={styles['details']}>
        <ErrorDetails error={known} />
      </div>
    </section>
  )
}

function supportText(error: unknown): string {
  const { code, message, stack } = windowFailure(error, '')
  return [code, message, stack].filter((part) => part !== '').join('\n')
}
