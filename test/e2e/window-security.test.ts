import { describe, expect, test } from 'vitest'
import { appDirectory, RunningApp } from '../support/electron-app'
import { runElectron } from '../support/electron-process'
import { openWorld } from '../support/electron-world'

async function startedApp(): Promise<RunningApp> {
  const app = await RunningApp.start(await openWorld())
  await app.waitFor('tutorial', 'upToDate')
  return app
}

describe('the window', () => {
  test('has no Node, and of the main process only the bridge', async () => {
    const { page, application } = await startedApp()
    const exposed = await page.evaluate(() => {
      const bridge = Reflect.get(window, 'assetPacks') as object
      return {
        node: [typeof Reflect.get(window, 'process'), typeof Reflect.get(window, 'require')],
        keys: Object.keys(bridge),
      }
    })
    expect(exposed).toEqual({ node: ['undefined', 'undefined'], keys: ['post', 'onMessage', 'offerFiles'] })
    const preferences = await application.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map(({ webContents }) => {
        // Present in every Electron, declared in few.
        const read = Reflect.get(webContents, 'getLastWebPreferences') as () => Record<string, unknown>
        const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = read.call(webContents)
        return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag: webviewTag ?? false }
      }),
    )
    const secure = {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    }
    expect(new Set(preferences.map((one) => JSON.stringify(one)))).toEqual(new Set([JSON.stringify(secure)]))
  })

  test('E-06 stays where it is, and opens no other window', async () => {
    const { page, application } = await startedApp()
    const before = application.windows().length
    const opened = await page.evaluate(() => {
      const other = window.open('https://example.org/') ?? window.open('app://ui/index.html')
      const link = document.createElement('a')
      link.href = 'https://example.org/'
      link.target = '_blank'
      document.body.append(link)
      link.click()
      link.target = ''
      link.click()
      location.href = 'file:///etc/passwd'
      return other
    })
    await page.waitForTimeout(500)
    expect([opened, page.url(), application.windows().length]).toEqual([null, 'app://ui/index.html', before])
  })

  test('E-05 runs no inline script and loads nothing from elsewhere', async () => {
    const { page } = await startedApp()
    const outcome = await page.evaluate(async () => {
      try {
        const script = document.createElement('script')
        script.append('window.inlineRan = true')
        document.head.append(script)
      } catch {
        // Trusted types refuse it even before the policy would.
      }
      const image = document.createElement('img')
      const loaded = new Promise((resolve) => {
        image.onload = () => {
          resolve('loaded')
        }
        image.onerror = () => {
          resolve('refused')
        }
      })
      image.src = 'https://example.org/x.png'
      document.body.append(image)
      const fetched = await fetch('app://ui/index.html').then(
        () => 'fetched',
        () => 'refused',
      )
      return { ran: 'inlineRan' in window, image: await loaded, fetched }
    })
    expect(outcome).toEqual({ ran: false, image: 'refused', fetched: 'refused' })
  })

  test('E-09 is given no permission', async () => {
    const { page } = await startedApp()
    const answers = await page.evaluate(async () => {
      const outcome = (work: Promise<unknown>): Promise<string> =>
        work.then(
          () => 'granted',
          () => 'denied',
        )
      return [
        await Notification.requestPermission(),
        await outcome(navigator.mediaDevices.getUserMedia({ audio: true })),
        await outcome(navigator.mediaDevices.getDisplayMedia({ video: true })),
        await outcome(navigator.clipboard.readText()),
        await outcome(
          new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
        ),
        await outcome(Reflect.get(navigator, 'requestMIDIAccess').call(navigator, { sysex: true })),
      ]
    })
    expect(answers).toEqual(['denied', 'denied', 'denied', 'denied', 'denied', 'denied'])
  })

  test('E-01 E-02 E-04 keeps the main process alive whatever it is sent', async () => {
    const app = await startedApp()
    const replies = await app.page.evaluate(async () => {
      const bridge = Reflect.get(window, 'assetPacks') as {
        post: (message: unknown) => void
        onMessage: (listener: (message: unknown) => void) => () => void
      }
      const heard: { id?: number; kind?: string }[] = []
      const answered = new Promise<void>((resolve) => {
        bridge.onMessage((message) => {
          const reply = message as { id?: number; kind?: string }
          heard.push(reply)
          // The last request's: what was refused before it has been answered by then.
          if (reply.id === 9005) resolve()
        })
      })
      const cyclic: { self?: unknown } = {}
      cyclic.self = cyclic
      let deep: unknown = 1
      for (let level = 0; level < 1000; level += 1) deep = [deep]
      const messages: unknown[] = [
        null,
        'text',
        cyclic,
        deep,
        'x'.repeat(10_000_000),
        { kind: 'call', id: 9001, name: 'constructor', argument: 'tutorial' },
        { kind: 'call', id: 9002, name: 'remove', argument: '../../etc' },
        { kind: 'call', id: 9003, name: 'remove', argument: JSON.parse('{"__proto__":{"x":1}}') as unknown },
        { kind: 'call', id: 9004, name: 'showInFolder', argument: '/etc/passwd' },
        { kind: 'call', id: 9005, name: 'appFacts', argument: undefined },
      ]
      for (const message of messages) {
        try {
          bridge.post(message)
        } catch {
          // Some of it cannot even be sent.
        }
      }
      await answered
      return heard.filter(({ id }) => (id ?? 0) > 9000).map(({ id, kind }) => [id, kind])
    })
    expect(replies).toEqual([
      [9001, 'error'],
      [9002, 'error'],
      [9003, 'error'],
      [9004, 'error'],
      [9005, 'result'],
    ])
    await app.waitFor('tutorial', 'upToDate')
  })

  test('E-10 comes to the front when the app is started again, and takes no orders from there', async () => {
    const world = await openWorld()
    const app = await RunningApp.start(world)
    const second = await runElectron(
      [appDirectory, '--user-data-dir', world.userData, '--config', '/nowhere', '--smoke'],
      { timeout: 20_000 },
    )
    expect([second.code, second.stdout]).toEqual([0, ''])
    await app.waitFor('tutorial', 'upToDate')
  })
})
