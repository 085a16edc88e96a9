import type { InstallationEventType } from './download-policy'

/** Why the system looks for content by itself, with the original's numbers (`BAContentRequest`). */
export const contentRequests = { install: 1, update: 2, periodic: 3, languageChange: 4 } as const

/** One of {@link contentRequests}. */
export type ContentRequest = keyof typeof contentRequests

/** The event of the app's life that a request stands for; `undefined` for one between those. */
export function installationEvent(request: ContentRequest): InstallationEventType | undefined {
  if (request === 'install') return 'firstInstallation'
  if (request === 'update') return 'subsequentUpdate'
  return undefined
}
