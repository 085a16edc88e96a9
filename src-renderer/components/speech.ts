import { createContext, use } from 'react'

/** Says a sentence to those who hear the window; `assertive` interrupts, and is for what needs the person. */
export type Speech = (sentence: string, urgency: 'polite' | 'assertive') => void

/** Carries the window's voice: it has only one, so that nothing is said twice or over something else. */
export const SpeechContext = createContext<Speech>(() => undefined)

/** The window's voice; always the same function. */
export function useSpeech(): Speech {
  return use(SpeechContext)
}
