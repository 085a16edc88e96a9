import type { App, Session, WebContents } from 'electron'

/**
 * Denies everything by which a page could leave `app://ui` or gain a power: navigation of any frame, redirects, new
 * windows, `<webview>`, for every web contents that this process ever creates. What the main process itself loads is not
 * affected.
 */
export function guardNavigation(app: App): void {
  app.on('web-contents-created', (_event, contents) => {
    guardContents(contents)
  })
}

function guardContents(contents: WebContents): void {
  const deny = (event: { preventDefault: () => void }): void => {
    event.preventDefault()
  }
  contents.on('will-navigate', deny)
  contents.on('will-frame-navigate', deny)
  contents.on('will-redirect', deny)
  contents.on('will-attach-webview', deny)
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

/** The one thing that a page may do: put text that a person asked to copy into the clipboard. Reading it is another permission. */
const writingTheClipboard = 'clipboard-sanitized-write'

/** Denies every other permission, every device and page-started download to the pages of `session`. */
export function guardPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, callback) => {
    callback(permission === writingTheClipboard)
  })
  session.setPermissionCheckHandler((_contents, permission) => permission === writingTheClipboard)
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event) => {
    event.preventDefault()
  })
}
