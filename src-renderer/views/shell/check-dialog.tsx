import type { ReactElement } from 'react'
import { useStore } from 'zustand'
import { packTitle } from '../../../src-shared/domain/pack-text'
import type { VerificationFinding } from '../../../src-shared/domain/verification'
import { Button } from '../../components/button'
import { Dialog } from '../../components/dialog'
import { ErrorLine } from '../../components/error-line'
import { ProgressBar } from '../../components/progress-bar'
import { useText, type Text } from '../../components/use-text'
import { formatBytes } from '../../format/bytes'
import type { MessageID } from '../../../src-shared/messages/message-id'
import type { CheckStanding, PackCheck } from '../../store/pack-check'
import { usePacks, useWindowParts } from '../window-context'
import styles from './check-dialog.module.css'

/** How many findings are named. */
const shownFindings = 5

/** How the check of a pack's files goes, what it found, and its repair. */
export function CheckDialog(): ReactElement | null {
  const { checks } = useWindowParts()
  const check = useStore(checks, (state) => state.check)
  const entry = usePacks((state) => (check === undefined ? undefined : state.entries.get(check.id)))
  if (check === undefined || entry === undefined) return null
  return <OpenCheck check={check} title={packTitle(entry.assetPack)} />
}

function OpenCheck({ check, title }: { readonly check: PackCheck; readonly title: string }): ReactElement {
  const text = useText()
  const { checks } = useWindowParts()
  const { close, start } = checks.getState()
  const { id, action, standing } = check
  const next = nextAction(check)
  const isRunning = standing.kind === 'started' || standing.kind === 'progressed'
  return (
    <Dialog
      title={text(`check.${action}.${standing.kind === 'ended' ? 'ended' : 'title'}`, { title })}
      testID="check-dialog"
      // What has been looked through so far is given up by its own button only, not by a click beside it.
      isDismissable={!isRunning}
      onClose={close}
      buttons={
        <>
          <Button autoFocus testID="check-close" onPress={close}>
            {text(isRunning ? 'action.cancel' : 'check.close')}
          </Button>
          {next === undefined ? null : (
            <Button
              kind="primary"
              testID="check-next"
              onPress={() => {
                start(id, next.action)
              }}
            >
              {text(next.word)}
            </Button>
          )}
        </>
      }
    >
      <div className={styles['standing']} data-testid="check-standing" data-kind={standing.kind}>
        <Standing standing={standing} action={action} title={title} />
      </div>
    </Dialog>
  )
}

/** The one thing to do after it: repair what was found, or try again. */
function nextAction({
  action,
  standing,
}: PackCheck): { readonly action: PackCheck['action']; readonly word: MessageID } | undefined {
  if (standing.kind === 'failed') return { action, word: 'action.retry' }
  if (standing.kind !== 'ended' || action === 'repair' || standing.findingCount === 0) return undefined
  return { action: 'repair', word: 'check.repair' }
}

interface StandingProps {
  readonly standing: CheckStanding
  readonly action: PackCheck['action']
  readonly title: string
}

function Standing({ standing, action, title }: StandingProps): ReactElement {
  const text = useText()
  switch (standing.kind) {
    case 'started':
      return <Progress title={title} phase="verifying" done={0} total={0} />
    case 'progressed': {
      const { phase, completedBytes, totalBytes } = standing
      return <Progress title={title} phase={phase} done={completedBytes} total={totalBytes} />
    }
    case 'ended':
      return (
        <div role="status">
          <p>{endText(text, action, standing)}</p>
          {action === 'repair' ? null : <Findings {...standing} />}
        </div>
      )
    case 'failed':
      return (
        <div role="alert">
          <ErrorLine error={standing.error} testID="check-error" />
        </div>
      )
  }
}

function endText(
  text: Text,
  action: PackCheck['action'],
  { findingCount: count, files }: Extract<CheckStanding, { readonly kind: 'ended' }>,
): string {
  if (count === 0) return text('check.fine', { count: files })
  return text(action === 'repair' ? 'check.repaired' : 'check.damaged', { count })
}

interface ProgressProps {
  readonly title: string
  readonly phase: 'verifying' | 'downloading' | 'installing'
  readonly done: number
  readonly total: number
}

function Progress({ title, phase, done, total }: ProgressProps): ReactElement {
  const text = useText()
  const amounts = { done: formatBytes(done, text.locale), total: formatBytes(total, text.locale) }
  return (
    <>
      <ProgressBar
        label={text('pack.progress.label', { title })}
        fraction={total === 0 ? 0 : Math.min(1, done / total)}
        state={phase}
      />
      <p className={styles['amounts']}>
        {text(`state.${phase}`)}
        {total === 0 ? '' : ` · ${text('pack.progress', amounts)}`}
      </p>
    </>
  )
}

interface FindingsProps {
  readonly findings: readonly VerificationFinding[]
  readonly findingCount: number
}

function Findings({ findings, findingCount }: FindingsProps): ReactElement | null {
  const text = useText()
  const shown = findings.slice(0, shownFindings)
  if (shown.length === 0) return null
  return (
    <ul className={styles['findings']}>
      {shown.map(({ path, kind }) => (
        <li key={`${kind} ${path}`}>
          <bdi className={styles['path']} title={path}>
            {path}
          </bdi>
          <span>{text(`check.finding.${kind}`)}</span>
        </li>
      ))}
      {findingCount > shown.length ? (
        <li>{text('check.more', { count: findingCount - shown.length })}</li>
      ) : null}
    </ul>
  )
}
