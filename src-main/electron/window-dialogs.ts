import { join } from 'node:path'
import { app, dialog, shell, type BrowserWindow, type FileFilter } from 'electron'
import type { PackFileDialogs } from '../ipc/pack-file-service'

const packFiles: FileFilter[] = [{ name: '.assetpack', extensions: ['assetpack'] }]

/** The system's own dialogs, on top of the window; without a window nobody is asked. */
export class WindowDialogs implements PackFileDialogs {
  readonly #window: () => BrowserWindow | undefined

  constructor(window: () => BrowserWindow | undefined) {
    this.#window = window
  }

  /** A folder; `undefined` when none was chosen. */
  async chooseDirectory(): Promise<string | undefined> {
    const window = this.#openWindow
    if (window === undefined) return undefined
    const { filePaths } = await dialog.showOpenDialog(window, {
      properties: ['openDirectory', 'createDirectory', 'promptToCreate'],
    })
    return filePaths[0]
  }

  /** `.assetpack` files; none when none was chosen. */
  async chooseFiles(): Promise<readonly string[]> {
    const window = this.#openWindow
    if (window === undefined) return []
    const { filePaths } = await dialog.showOpenDialog(window, {
      properties: ['openFile', 'multiSelections'],
      filters: packFiles,
    })
    return filePaths
  }

  /** Where to save a file; the person was asked about one that is there. */
  async chooseSavePath(name: string): Promise<string | undefined> {
    const window = this.#openWindow
    if (window === undefined) return undefined
    const { canceled, filePath } = await dialog.showSaveDialog(window, {
      defaultPath: join(app.getPath('downloads'), name),
      filters: packFiles,
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    })
    return canceled || filePath === '' ? undefined : filePath
  }

  /** Shows a file in the system's file manager. */
  showInFolder(path: string): void {
    shell.showItemInFolder(path)
  }

  get #openWindow(): BrowserWindow | undefined {
    const window = this.#window()
    return window?.isDestroyed() === false ? window : undefined
  }
}
