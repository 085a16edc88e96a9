/**
 * Keeps GTK from loading the system's OpenGL driver into this process, where it would only choose the visuals of windows
 * with it: some 60 MB with a software renderer, and a start that blocks for longer. All drawing is Chromium's, in a process
 * of its own.
 *
 * Must be called before the app is ready; GTK reads the wish once, and it is taken back at `ready` so that no program which
 * the app starts inherits it. A wish of the user's own stands.
 */
export function keepToolkitFromGraphics(environment: NodeJS.ProcessEnv, ready: Promise<unknown>): void {
  if (environment['GDK_GL'] !== undefined) return
  environment['GDK_GL'] = 'disable'
  void ready.then(() => {
    delete environment['GDK_GL']
  })
}
