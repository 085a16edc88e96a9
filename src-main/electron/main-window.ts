import { app, BrowserWindow, nativeTheme, screen } from 'electron'
import type { Logger } from '../platform/logger'
import type { closingAnswer } from './window-closing'
import { boundsToOpen, minimumSize, readWindowState, writeWindowState } from './window-state'

/** How the main window opens. */
export interface MainWindowOptions {
  readonly title: string
  /** Path of the built preload. */
  readonly preload: string
  /** Path of the icon, for systems that take it from the window. */
  readonly icon: string
  /** File that keeps the window's place between runs. */
  readonly stateFile: string
  /** Opens at this size whatever was kept. */
  readonly size?: { readonly width: number; readonly height: number }
  readonly logger: Logger
  /** What becomes of it when somebody closes it. */
  readonly closing: () => ReturnType<typeof closingAnswer>
}

/** The token `bg` of the design in both themes, painted before the page is: no white flash in a dark room. */
const backgroundColors = { light: '#f9fafc', dark: '#0f1217' } as const

/**
 * The preferences of every window with a page in it. Spelled out although most are Electron's defaults: a test reads them
 * back from the running window.
 */
export const securePreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
} as const

/**
 * Creates the main window without loading its page, so that everything that listens to the page can attach first, and
 * without showing it.
 */
export function createMainWindow(options: MainWindowOptions): BrowserWindow {
  const state = readWindowState(options.stateFile)
  const workAreas = screen.getAllDisplays().map((display) => display.workArea)
  const window = new BrowserWindow({
    ...boundsToOpen(state, workAreas),
    ...(options.size ?? {}),
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    title: options.title,
    ...(process.platform === 'linux' ? { icon: options.icon } : {}),
    show: false,
    autoHideMenuBar: true,
    backgroundColor: backgroundColor(),
    webPreferences: { ...securePreferences, preload: options.preload },
  })
  if (state.maximized && options.size === undefined) window.maximize()
  if (options.size === undefined) keepWindowState(window, options)
  followTheme(window)
  answerToClosing(window, options)
  // The title is the product's; a page does not rename the window.
  window.on('page-title-updated', (event) => {
    event.preventDefault()
  })
  return window
}

/** Loads the page. The policy in its headers is the page's own; see `app-protocol`. */
export async function loadPage(window: BrowserWindow, page: string): Promise<void> {
  await window.loadURL(`app://ui${page}`)
}

/** Brings the window to the front, from wherever it is. */
export function showWindow(window: BrowserWindow): void {
  if (window.isDestroyed()) return
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

/** Puts a window that nobody has seen yet where its person finds it: on the task bar. */
export function minimizeWindow(window: BrowserWindow): void {
  // Many desktops know only windows that have been shown; it takes the focus from nobody meanwhile.
  if (process.platform === 'linux') window.showInactive()
  window.minimize()
}

function backgroundColor(): string {
  return nativeTheme.shouldUseDarkColors ? backgroundColors.dark : backgroundColors.light
}

function followTheme(window: BrowserWindow): void {
  const repaint = (): void => {
    window.setBackgroundColor(backgroundColor())
  }
  nativeTheme.on('updated', repaint)
  window.on('closed', () => {
    nativeTheme.removeListener('updated', repaint)
  })
}

/** Its place has been kept by then, whatever becomes of it. */
function answerToClosing(window: BrowserWindow, { closing }: MainWindowOptions): void {
  window.on('close', (event) => {
    const answer = closing()
    if (answer === 'quit')
      window.once('closed', () => {
        app.quit()
      })
    if (answer === 'hide' || answer === 'minimize') {
      event.preventDefault()
      window[answer]()
    }
  })
}

function keepWindowState(window: BrowserWindow, options: MainWindowOptions): void {
  window.on('close', () => {
    try {
      writeWindowState(options.stateFile, {
        bounds: window.getNormalBounds(),
        maximized: window.isMaximized(),
      })
    } catch (error) {
      options.logger.log('warn', 'The window could not keep its place.', { reason: String(error) })
    }
  })
}
