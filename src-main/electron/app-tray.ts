import type { Menu, MenuItemConstructorOptions, NativeImage, Tray } from 'electron'
import type { AppAction } from './app-action'
import type { TrayDescription, TrayIcon, TrayLine } from './tray-description'

/** What an {@link AppTray} works with. */
export interface AppTrayOptions {
  readonly create: (image: NativeImage) => Tray
  readonly image: (icon: TrayIcon) => NativeImage
  readonly menu: Pick<typeof Menu, 'buildFromTemplate'>
  /** Where a click opens the menu by itself, as on macOS, it must not bring the window as well. */
  readonly opensMenuOnClick: boolean
  readonly perform: (action: AppAction) => void
}

/** The icon beside the clock. Each part of it changes only when what it shows has. */
export class AppTray {
  readonly #options: AppTrayOptions
  #tray: Tray | undefined
  #shown: TrayDescription | undefined
  #menu = ''

  constructor(options: AppTrayOptions) {
    this.#options = options
  }

  /** Whether it is on the screen. */
  get isShown(): boolean {
    return this.#tray !== undefined
  }

  /** Shows this; makes the tray first, if there is none. */
  show(description: TrayDescription): void {
    const { create, image } = this.#options
    const tray = this.#tray ?? this.#wired(create(image(description.icon)))
    const before = this.#shown
    this.#tray = tray
    this.#shown = description
    if (before !== undefined && before.icon !== description.icon) tray.setImage(image(description.icon))
    if (before?.tooltip !== description.tooltip) tray.setToolTip(description.tooltip)
    // A title without an icon's width of its own would make the whole menu bar jump.
    if (before?.title !== description.title) tray.setTitle(description.title, { fontType: 'monospacedDigit' })
    this.#showMenu(tray, description.lines)
  }

  /** Takes it off the screen. */
  remove(): void {
    this.#tray?.destroy()
    this.#tray = undefined
    this.#shown = undefined
    this.#menu = ''
  }

  #wired(tray: Tray): Tray {
    const open = (): void => {
      this.#options.perform({ kind: 'app', name: 'open' })
    }
    if (!this.#options.opensMenuOnClick) tray.on('click', open)
    return tray
  }

  #showMenu(tray: Tray, lines: readonly TrayLine[]): void {
    const described = JSON.stringify(lines)
    if (described === this.#menu) return
    this.#menu = described
    tray.setContextMenu(this.#options.menu.buildFromTemplate(lines.map((line) => this.#item(line))))
  }

  #item(line: TrayLine): MenuItemConstructorOptions {
    switch (line.kind) {
      case 'separator':
        return { type: 'separator' }
      case 'status':
        return { label: line.label, enabled: false }
      case 'action':
        return {
          label: line.label,
          enabled: line.isEnabled,
          click: () => {
            this.#options.perform(line.action)
          },
        }
    }
  }
}
