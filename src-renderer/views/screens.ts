import type { ComponentType } from 'react'
import type { Screen } from '../store/route'
import { lazyScreen, type LazyScreen } from './lazy-screen'
import { LibraryView } from './library/library-view'

/** Every screen but the one that the window starts with: its code comes when it is wanted, or when nothing else is to do. */
const lazyScreens = {
  downloads: lazyScreen(async () => (await import('./downloads/downloads-view')).DownloadsView),
  pack: lazyScreen(async () => (await import('./pack/pack-view')).PackView),
  storage: lazyScreen(async () => (await import('./storage/storage-view')).StorageView),
  settings: lazyScreen(async () => (await import('./settings/settings-view')).SettingsView),
} as const satisfies Readonly<Partial<Record<Screen, LazyScreen>>>

/** What is drawn for each screen. */
export const screenViews: Readonly<Record<Screen, ComponentType>> = {
  library: LibraryView,
  downloads: lazyScreens.downloads.Screen,
  storage: lazyScreens.storage.Screen,
  pack: lazyScreens.pack.Screen,
  settings: lazyScreens.settings.Screen,
}

/** What is asked at the first start. */
const welcome = lazyScreen(async () => (await import('./welcome/welcome-view')).WelcomeView)

/** Drawn in place of any screen at the first start. */
export const WelcomeScreen: ComponentType = welcome.Screen

/** Fetches the code of all screens, so that each is there at once when somebody goes to it. */
export async function fetchScreens(): Promise<void> {
  await Promise.all([...Object.values(lazyScreens), welcome].map(({ load }) => load()))
}
