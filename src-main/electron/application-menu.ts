import type { Menu, MenuItemConstructorOptions } from 'electron'
import type { AppAction } from './app-action'
import type { MenuDescription, MenuLine } from './menu-description'

/** What an {@link ApplicationMenu} works with. */
export interface ApplicationMenuOptions {
  readonly menu: Pick<typeof Menu, 'buildFromTemplate' | 'setApplicationMenu'>
  readonly isMac: boolean
  readonly perform: (action: AppAction) => void
}

/** The menu bar of the app; made anew only when what it says has changed. */
export class ApplicationMenu {
  readonly #options: ApplicationMenuOptions
  #shown = ''

  constructor(options: ApplicationMenuOptions) {
    this.#options = options
  }

  show(menus: readonly MenuDescription[]): void {
    const described = JSON.stringify(menus)
    if (described === this.#shown) return
    this.#shown = described
    const { menu } = this.#options
    menu.setApplicationMenu(
      menu.buildFromTemplate(
        menus.map(({ label, role, lines }) => ({
          label,
          ...(role === undefined ? {} : { role }),
          submenu: lines.map((line) => this.#item(line)),
        })),
      ),
    )
  }

  #item(line: MenuLine): MenuItemConstructorOptions {
    switch (line.kind) {
      case 'separator':
        return { type: 'separator' }
      case 'role':
        return { role: line.role, label: line.label }
      case 'action': {
        const { action, label, accelerator, isEnabled } = line
        return {
          label,
          enabled: isEnabled,
          ...(accelerator === undefined ? {} : { accelerator }),
          // The window hears its keys itself, and knows when they are text or a question is open. Only macOS has a menu
          // without a window, and there the page is asked first.
          registerAccelerator: this.#options.isMac,
          click: () => {
            this.#options.perform(action)
          },
        }
      }
    }
  }
}
