import type { en } from './en'

/** The id of a sentence. */
export type MessageID = keyof typeof en
