/** The priorities that a download may have, as in the original (`BADownloaderPriorityMin`, `Default`, `Max`). Higher goes first. */
export const downloadPriority = { min: -100, default: 0, max: 100 } as const
