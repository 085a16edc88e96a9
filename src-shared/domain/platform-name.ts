/** The systems a pack may be meant for: the original's names and the desktop's. */
export const platformNames = ['iOS', 'macOS', 'tvOS', 'visionOS', 'windows', 'linux'] as const

/** One of {@link platformNames}. */
export type PlatformName = (typeof platformNames)[number]
