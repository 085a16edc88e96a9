import type { MessageID } from '../messages/message-id'
import { formatDuration, type ApproximateDuration } from './duration'

/** A sentence (`About 2 min left`) or a figure (`About 2 min`). */
export type RemainingForm = 'sentence' | 'figure'

/** A message that says how much longer something takes. */
export interface RemainingMessage {
  readonly id: MessageID
  readonly values: { readonly time: string }
}

/** How much longer, in a language: the message and what stands in it. */
export function remainingMessage(
  duration: ApproximateDuration,
  locale: string,
  form: RemainingForm = 'sentence',
): RemainingMessage {
  const time = duration.kind === 'about' ? formatDuration(duration.seconds, locale) : ''
  return {
    id: form === 'sentence' ? `time.${duration.kind}` : `time.short.${duration.kind}`,
    values: { time },
  }
}
