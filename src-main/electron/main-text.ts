import type { ChosenLocale } from '../../src-shared/messages/locales'
import type { Catalogue, MessageID } from '../../src-shared/messages/message-id'

/** What the main process says itself: in the menu, the tray and notifications. */
export interface MainText {
  (id: MessageID, values?: Readonly<Record<string, string | number>>): string
  readonly locale: string
}

/**
 * The sentences of a catalogue with values and plurals, as the window writes them. What formats them is fetched when the first
 * is wanted: a start is quicker without it.
 */
export async function mainText({ tag }: ChosenLocale, catalogue: Catalogue): Promise<MainText> {
  const { createIntl, createIntlCache } = await import('@formatjs/intl')
  const intl = createIntl({ locale: tag, messages: catalogue }, createIntlCache())
  return Object.assign(
    (id: MessageID, values?: Readonly<Record<string, string | number>>) => intl.formatMessage({ id }, values),
    { locale: tag },
  )
}
