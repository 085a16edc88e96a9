/** The most files that are looked at at a time. Whoever hands over files hands over one more at most: that tells of the rest. */
export const mostFilesAtOnce = 20
