import type { en } from './en'

/** The id of a sentence. */
export type MessageID = keyof typeof en

/** Every sentence in one language. */
export type Catalogue = Readonly<Record<MessageID, string>>
