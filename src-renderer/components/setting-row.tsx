import { Check, CircleAlert } from 'lucide-react'
import { useId, type ReactElement, type ReactNode } from 'react'
import styles from './setting-row.module.css'

/** The ids that a control of a row names as its label and as what describes it. */
export interface SettingLabels {
  readonly labelID: string
  readonly describedBy: string | undefined
}

/** What a {@link SettingRow} shows. */
export interface SettingRowProps {
  readonly title: string
  readonly hint?: string | undefined
  /** Said beside the title, where nothing has to give way to it, when a change has been kept. */
  readonly saved?: string | undefined
  /** Said below when it could not be, or cannot be what was entered. */
  readonly problem?: string | undefined
  readonly testID: string
  /** The control. */
  readonly children: (labels: SettingLabels) => ReactNode
}

/** One setting: what it is called and means, the control, and what became of the last change. */
export function SettingRow({ title, hint, saved, problem, testID, children }: SettingRowProps): ReactElement {
  const id = useId()
  const [labelID, hintID, problemID] = [`${id}-label`, `${id}-hint`, `${id}-problem`]
  const descriptions = [
    ...(hint === undefined ? [] : [hintID]),
    ...(problem === undefined ? [] : [problemID]),
  ]
  const describedBy = descriptions.length === 0 ? undefined : descriptions.join(' ')
  return (
    <li className={styles['row']} data-testid={`setting-${testID}`}>
      <div className={styles['words']}>
        <span className={styles['head']}>
          <span id={labelID} className={styles['title']}>
            {title}
          </span>
          {saved === undefined ? null : (
            <span className={styles['saved']} data-testid={`saved-${testID}`}>
              <Check size={14} strokeWidth={2.25} aria-hidden />
              {saved}
            </span>
          )}
        </span>
        {hint === undefined ? null : (
          <span id={hintID} className={styles['hint']}>
            {hint}
          </span>
        )}
        {problem === undefined ? null : (
          <span id={problemID} className={styles['problem']} data-testid={`problem-${testID}`}>
            <CircleAlert size={14} aria-hidden />
            {problem}
          </span>
        )}
      </div>
      <div className={styles['control']}>{children({ labelID, describedBy })}</div>
    </li>
  )
}
