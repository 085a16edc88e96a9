import { Check, CircleAlert } from 'lucide-react'
import { useId, type ReactElement, type ReactNode } from 'react'
import styles from './setting-row.module.css'

/** The ids that a control of a row names as its label and as what describes it, and its own. */
export interface SettingLabels {
  /** Of what a click on the title is for: a switch is flipped by it, a field has the focus. Other controls need none. */
  readonly controlID: string
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
  const [controlID, labelID] = [`${id}-control`, `${id}-label`]
  const [hintID, problemID] = [`${id}-hint`, `${id}-problem`]
  const descriptions = [
    ...(hint === undefined ? [] : [hintID]),
    ...(problem === undefined ? [] : [problemID]),
  ]
  const describedBy = descriptions.length === 0 ? undefined : descriptions.join(' ')
  return (
    <li className={styles['row']} data-testid={`setting-${testID}`}>
      <div className={styles['words']}>
        <span className={styles['head']}>
          <label id={labelID} htmlFor={controlID} className={styles['title']}>
            {title}
          </label>
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
      <div className={styles['control']}>{children({ controlID, labelID, describedBy })}</div>
    </li>
  )
}
