import { useState, type ReactElement } from 'react'
import { SettingRow } from '../../components/setting-row'
import { useSpeech } from '../../components/speech'
import { useText } from '../../components/use-text'
import { errorLabels } from '../../format/labels'
import { useSettings } from '../window-context'
import type { SettingItem } from './setting-item'

/** One setting of the screen, with what became of its last change. */
export function SettingLine({ item }: { readonly item: SettingItem }): ReactElement {
  const text = useText()
  const speech = useSpeech()
  const [problem, setProblem] = useState<string>()
  const hint = useSettings((state) => (typeof item.hint === 'function' ? item.hint(state) : item.hint))
  const isSaved = useSettings((state) => {
    const name = item.outcomeOf?.(state)
    return name !== undefined && state.saved?.name === name
  })
  const refusal = useSettings((state) => {
    const name = item.outcomeOf?.(state)
    return name === undefined ? undefined : state.refusals.get(name)
  })
  const onProblem = (next: string | undefined): void => {
    setProblem(next)
    // Beside the control it is read when somebody comes by; whoever is there already hears it now.
    if (next !== undefined) speech(next, 'assertive')
  }
  const title = text(item.title)
  const notSaved = refusal && text('settings.notSaved', { problem: text(errorLabels[refusal.code].title) })
  return (
    <SettingRow
      title={title}
      hint={hint && text(hint)}
      saved={isSaved && problem === undefined ? text('settings.saved') : undefined}
      problem={problem ?? notSaved}
      testID={item.name}
    >
      {(labels) => <item.Control {...labels} title={title} onProblem={onProblem} />}
    </SettingRow>
  )
}
