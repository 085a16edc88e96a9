import { join } from 'node:path'
import { app, Menu, nativeImage, Notification, powerSaveBlocker, Tray, type BrowserWindow } from 'electron'
import type { WindowRequest } from '../../src-shared/domain/window-request'
import { systemClock } from '../platform/clock'
import type { AppAction } from './app-action'
import { ApplicationMenu } from './application-menu'
import type { AppliedSettings } from './applied-settings'
import { AppTray } from './app-tray'
import { BackgroundPresence } from './background-presence'
import { Notifier } from './notifier'
import { SleepBlocker } from './sleep-blocker'
import type { TrayIcon } from './tray-description'
import { watchTrayHost, type TrayHost } from './tray-host'

/** What {@link openSystemPresence} works with. */
export interface SystemPresenceOptions {
  readonly settings: AppliedSettings
  readonly productName: () => string
  readonly window: () => BrowserWindow | undefined
  readonly perform: (action: AppAction) => void
  /** Shows the window, and in it what was asked for. */
  readonly open: (request: WindowRequest) => void
  /** A tray that the app relied on is gone. */
  readonly onTrayLost: () => void
}

/** The app outside of its window, on the system that it runs on. */
export interface SystemPresence {
  readonly presence: BackgroundPresence
  readonly trayHost: TrayHost
}

/** Folder of the drawn icons, beside this program. */
const icons = join(import.meta.dirname, 'icons')

/** The app's own icon, for windows of systems that do not take it from the program. */
export const windowIcon = join(icons, 'app-256.png')

/** Builds what the app shows outside of its window out of what Electron has for it. */
export function openSystemPresence(options: SystemPresenceOptions): SystemPresence {
  const { settings, productName, window, perform, open } = options
  const isMac = process.platform === 'darwin'
  const presence = new BackgroundPresence({
    isMac,
    productName,
    settings,
    window,
    menu: new ApplicationMenu({ menu: Menu, isMac, perform }),
    tray: new AppTray({
      create: (image) => new Tray(image),
      image: trayImage,
      menu: Menu,
      opensMenuOnClick: isMac,
      perform,
    }),
    notifier: (text) =>
      new Notifier({
        create: (content) => new Notification(content),
        isPossible: () => Notification.isSupported(),
        clock: systemClock,
        settings: () => settings.current,
        text,
        productName,
        isWindowFocused: () => window()?.isDestroyed() === false && window()?.isFocused() === true,
        open,
      }),
    sleepBlocker: new SleepBlocker(powerSaveBlocker),
  })
  const trayHost = watchTrayHost({
    platform: process.platform,
    environment: process.env,
    clock: systemClock,
    onChange: (isThere) => {
      const hadTray = presence.hasTray
      presence.trayHostChanged(isThere)
      if (hadTray && !isThere) options.onTrayLost()
    },
  })
  app.setAboutPanelOptions({
    applicationName: productName(),
    applicationVersion: app.getVersion(),
    iconPath: windowIcon,
  })
  return { presence, trayHost }
}

/** On macOS the system colours it like the rest of its menu bar; elsewhere it is drawn for dark and light panels alike. */
function trayImage(icon: TrayIcon): Electron.NativeImage {
  const isMac = process.platform === 'darwin'
  const image = nativeImage.createFromPath(join(icons, `tray${isMac ? '-mac' : ''}-${icon}.png`))
  if (isMac) image.setTemplateImage(true)
  return image
}
