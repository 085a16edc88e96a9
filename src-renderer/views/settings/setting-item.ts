import type { ComponentType } from 'react'
import type { MessageID } from '../../../src-shared/messages/message-id'
import type { SettingLabels } from '../../components/setting-row'
import type { SettingName, SettingsState } from '../../store/settings-store'

/** What the control of a setting is given by its row. */
export interface SettingControlProps extends SettingLabels {
  /** The title of the row. */
  readonly title: string
  /** Hears that what was entered cannot be, and why; `undefined` once it can. */
  readonly onProblem: (problem: string | undefined) => void
}

/** One setting of the screen. */
export interface SettingItem {
  /** For tests and lists; the setting's own name where it is one. */
  readonly name: string
  readonly title: MessageID
  readonly hint?: MessageID | ((state: SettingsState) => MessageID)
  /** Absent: always shown. */
  readonly isShown?: (state: SettingsState) => boolean
  /** The setting whose outcomes are said beside it now; absent where nothing is changed. */
  readonly outcomeOf?: (state: SettingsState) => SettingName | undefined
  readonly Control: ComponentType<SettingControlProps>
}

/** Settings that belong together. */
export interface SettingSection {
  readonly title: MessageID
  readonly items: readonly SettingItem[]
}
