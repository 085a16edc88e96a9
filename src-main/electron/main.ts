import { join, resolve } from 'node:path'
import { app, Menu, protocol } from 'electron'
import { toAssetPackError } from '../../src-shared/domain/errors'
import { openAppLogger } from './app-logger'
import { appScheme } from './app-protocol'
import { DesktopApp } from './desktop-app'
import { openingsIn, parseLaunchArguments, type LaunchArguments } from './launch-arguments'
import { guardNavigation } from './navigation-guard'
import { keepToolkitFromGraphics } from './toolkit-graphics'

// Chromium refuses its sandbox to root; whoever starts the app as root says --no-sandbox, and insisting here would only kill
// every child process.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
if (process.platform === 'linux') keepToolkitFromGraphics(process.env, app.whenReady())
protocol.registerSchemesAsPrivileged([appScheme])
guardNavigation(app)
// Else Electron makes a menu of its own, only to throw it away a moment later for the app's.
Menu.setApplicationMenu(null)

const launch = readArguments()
if (launch !== undefined) run(launch)

function run(launch: LaunchArguments): void {
  if (launch.userDataDirectory !== undefined) app.setPath('userData', resolve(launch.userDataDirectory))
  if (!app.requestSingleInstanceLock()) {
    // The first one brings its window to the front; of this one's arguments it takes what is to be opened.
    app.exit(0)
    return
  }
  // Windows shows notifications only of programs that it knows, by the name that the installer gives the start menu's entry.
  if (process.platform === 'win32') app.setAppUserModelId('org.packhouse.desktop')
  const logger = openAppLogger(app.getPath('userData'))
  const desktop = new DesktopApp({
    launch,
    preload: join(import.meta.dirname, '../preload/preload.cjs'),
    extensionProcess: join(import.meta.dirname, 'extension-process.js'),
    renderer: join(import.meta.dirname, '../renderer'),
    logger,
  })
  const showWindow = (): void => {
    void desktop.show()
  }
  app.on('second-instance', (_event, argv, workingDirectory) => {
    void desktop.open(openingsIn(argv.slice(1), workingDirectory))
  })
  app.on('open-file', (event, path) => {
    event.preventDefault()
    void desktop.open({ files: [path], links: [] })
  })
  app.on('open-url', (event, link) => {
    event.preventDefault()
    void desktop.open({ files: [], links: [link] })
  })
  app.on('activate', showWindow)
  // Electron's own answer would be to quit everywhere; on macOS downloads go on, and the dock brings the window back.
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  quitOnceClosed(desktop)
  const named = openingsIn(process.argv.slice(1), process.cwd())
  if (named.files.length > 0 || named.links.length > 0) void desktop.open(named)
  void app.whenReady().then(() => start(desktop))
}

async function start(desktop: DesktopApp): Promise<void> {
  try {
    const summary = await desktop.start()
    if (summary === undefined) return
    process.stdout.write(`${JSON.stringify(summary)}\n`)
    await desktop.close()
    app.exit(summary.ok ? 0 : 1)
  } catch (error) {
    process.stderr.write(`${toAssetPackError(error).message}\n`)
    await desktop.close()
    app.exit(1)
  }
}

/** Quitting waits until the container is free and every unfinished download is noted. */
function quitOnceClosed(desktop: DesktopApp): void {
  let isClosed = false
  app.on('before-quit', (event) => {
    if (isClosed) return
    event.preventDefault()
    void desktop
      .close()
      .catch(() => undefined)
      .then(() => {
        isClosed = true
        app.quit()
      })
  })
}

function readArguments(): LaunchArguments | undefined {
  try {
    return parseLaunchArguments(process.argv.slice(1))
  } catch (error) {
    process.stderr.write(`${toAssetPackError(error).message}\n`)
    app.exit(2)
    return undefined
  }
}
