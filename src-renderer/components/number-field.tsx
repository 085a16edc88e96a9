import { Minus, Plus } from 'lucide-react'
import { useState, type KeyboardEvent, type ReactElement } from 'react'
import { Button } from 'react-aria-components'
import { numberFormat } from '../../src-shared/format/numbers'
import { parseNumber } from '../format/parse-number'
import styles from './number-field.module.css'
import { useText } from './use-text'

/** How a number was chosen: entered whole, or stepped to, so that the next step may follow at once. */
export type NumberChoice = 'entered' | 'stepped'

/** What a {@link NumberField} shows. */
export interface NumberFieldProps {
  /** Of the field itself, for its label. */
  readonly controlID: string
  readonly labelID: string
  readonly describedBy?: string | undefined
  readonly value: number
  readonly least: number
  readonly most: number
  readonly step?: number
  readonly format?: Intl.NumberFormatOptions
  /** The spoken names of the two buttons. */
  readonly more: string
  readonly less: string
  /** Resolves once `value` is the new number, or will not be. Until then the field shows what was chosen. */
  readonly onChange: (value: number, how: NumberChoice) => Promise<void>
  /** Hears of a number that cannot be, and that it is gone again. */
  readonly onRefused: (isRefused: boolean) => void
  readonly testID: string
}

/**
 * A number that is typed or stepped to; in force when the field is left or Enter is pressed. One that cannot be stays where it
 * was typed, until somebody mends it. The component library's own field says its number by writing HTML, which the window's
 * policy forbids.
 */
export function NumberField(props: NumberFieldProps): ReactElement {
  const { controlID, labelID, describedBy, least, most, format = {}, testID } = props
  const { locale } = useText()
  const { value, draft, type, commit, stepBy } = useChosenNumber(props)
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    const steps = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key]
    if (event.key === 'Enter') commit(event.currentTarget.value)
    else if (steps !== undefined) {
      event.preventDefault()
      stepBy(steps)
    }
  }
  const shown = numberFormat(locale, format).format(value)
  return (
    <div className={styles['field']} data-invalid={draft?.isRefused === true || undefined}>
      <StepButton label={props.less} isDisabled={value <= least} onPress={() => stepBy(-1)}>
        <Minus size={16} aria-hidden />
      </StepButton>
      <input
        id={controlID}
        className={styles['input']}
        inputMode="decimal"
        autoComplete="off"
        role="spinbutton"
        aria-labelledby={labelID}
        aria-describedby={describedBy}
        aria-invalid={draft?.isRefused === true}
        aria-valuenow={value}
        aria-valuemin={least}
        aria-valuemax={most}
        aria-valuetext={shown}
        value={draft?.text ?? shown}
        onChange={(event) => {
          type(event.currentTarget.value)
        }}
        onBlur={(event) => {
          if (draft !== undefined) commit(event.currentTarget.value)
        }}
        onKeyDown={onKeyDown}
        data-testid={testID}
      />
      <StepButton label={props.more} isDisabled={value >= most} onPress={() => stepBy(1)}>
        <Plus size={16} aria-hidden />
      </StepButton>
    </div>
  )
}

/** What is typed and not in force yet. */
interface Draft {
  readonly text: string
  readonly isRefused: boolean
}

interface ChosenNumber {
  readonly value: number
  readonly draft: Draft | undefined
  readonly type: (text: string) => void
  readonly commit: (text: string) => void
  readonly stepBy: (steps: number) => void
}

/** The number of a field from being typed or stepped to until it is in force. */
function useChosenNumber(props: NumberFieldProps): ChosenNumber {
  const { least, most, step = 1, format = {} } = props
  const { locale } = useText()
  const [draft, setDraft] = useState<Draft>()
  const [chosen, setChosen] = useState<number>()
  // What was chosen is in force a moment later; steps go on from it meanwhile.
  const value = chosen ?? props.value
  const choose = (next: number, how: NumberChoice): void => {
    setDraft(undefined)
    props.onRefused(false)
    if (next === value) return
    setChosen(next)
    void props.onChange(next, how).finally(() => {
      setChosen((latest) => (latest === next ? undefined : latest))
    })
  }
  const commit = (text: string): void => {
    const next = parseNumber(text, locale, format)
    if (next !== undefined && next >= least && next <= most) {
      choose(next, 'entered')
      return
    }
    setDraft({ text, isRefused: true })
    props.onRefused(true)
  }
  const stepBy = (steps: number): void => {
    const typed = draft === undefined ? undefined : parseNumber(draft.text, locale, format)
    const next = Math.round(((typed ?? value) + steps * step) / step) * step
    // Steps of a tenth leave a hair that would be seen as a change.
    choose(Number(Math.min(most, Math.max(least, next)).toFixed(6)), 'stepped')
  }
  const type = (text: string): void => {
    setDraft({ text, isRefused: draft?.isRefused ?? false })
  }
  return { value, draft, type, commit, stepBy }
}

interface StepButtonProps {
  readonly label: string
  readonly isDisabled: boolean
  readonly onPress: () => void
  readonly children: ReactElement
}

/** Reached by the pointer; the keyboard has the arrow keys of the field. */
function StepButton({ label, ...rest }: StepButtonProps): ReactElement {
  return <Button {...rest} className={styles['step'] ?? ''} aria-label={label} excludeFromTabOrder />
}
