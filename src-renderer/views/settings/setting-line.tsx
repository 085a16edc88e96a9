import { useState, type ReactElement } from 'react'
import { SettingRow } from '../../components/setting-row'
import { useText } from '../../components/use-text'
import { errorLabels } from '../../format/labels'
import { useSettings } from '../window-context'
import type { SettingItem } from './setting-item'

/** One setting of the screen, with what became of its last change. */
export function SettingLine({ item }: { readonly item: SettingItem }): ReactElement {
  const text = useText()
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
      {(labels) => <item.Control {...labels} title={title} onProblem={setProblem} />}
    </SettingRow>
  )
}
