import type { ReactNode } from 'react'
import { useIntl, type IntlShape } from 'react-intl'
import { rememberedOf } from '../../src-shared/base/remembered'
import { localeOf } from '../../src-shared/messages/locales'
import type { MessageID } from '../../src-shared/messages/message-id'
import { approximateDuration } from '../../src-shared/format/duration'
import { remainingMessage, type RemainingForm } from '../../src-shared/format/remaining'
import { isolatedValues } from '../format/isolated'

/** A value in a sentence. */
export type TextValues = Readonly<Record<string, string | number>>
/** A value or a tag in a sentence that is more than text. */
export type RichValues = Readonly<
  Record<string, string | number | ReactNode | ((parts: readonly ReactNode[]) => ReactNode)>
>

/** The words of the window in the reader's language. */
export interface Text {
  readonly locale: string
  (id: MessageID, values?: TextValues): string
  /** A sentence with elements in it. */
  rich(id: MessageID, values: RichValues): ReactNode
  /** How much longer, as a sentence (`About 2 min left`) or as a figure (`About 2 min`). */
  remaining(seconds: number, form?: RemainingForm): string
}

/** The words of the window; the same function for all as long as the language stays. */
export function useText(): Text {
  return textOf(useIntl())
}

/** Once for each language: a screen of packs asks hundreds of times. */
const textOf = rememberedOf((intl: IntlShape): Text => {
  const direction = localeOf(intl.locale)?.direction ?? 'ltr'
  const text = (id: MessageID, values?: TextValues): string =>
    intl.formatMessage({ id }, values && isolatedValues(values, direction))
  const rich = (id: MessageID, values: RichValues): ReactNode =>
    intl.formatMessage({ id }, isolatedValues(values, direction) as Parameters<typeof intl.formatMessage>[1])
  const remaining = (seconds: number, form: RemainingForm = 'sentence'): string => {
    const { id, values } = remainingMessage(approximateDuration(seconds), intl.locale, form)
    return text(id, values)
  }
  return Object.assign(text, { locale: intl.locale, rich, remaining })
})
