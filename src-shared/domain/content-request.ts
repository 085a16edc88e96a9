/** Why the system looks for content by itself, with the original's numbers (`BAContentRequest`). */
export const contentRequests = { install: 1, update: 2, periodic: 3, languageChange: 4 } as const

/** One of {@link contentRequests}. */
export type ContentRequest = keyof typeof contentRequests
