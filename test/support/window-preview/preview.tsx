import '../../../src-renderer/bridge/without-eval'
import '@fontsource-variable/inter'
import '../../../src-renderer/design/tokens.css'
import '../../../src-renderer/design/global.css'
import { browserClock } from '../../../src-renderer/bridge/browser-clock'
import { bridgePort } from '../../../src-renderer/bridge/connect'
import { mountWindow } from '../../../src-renderer/mount-window'
import { loadLanguage } from '../../../src-renderer/window-language'
import { connectContract } from '../../../src-shared/ipc/channel-client'
import { serveContract } from '../../../src-shared/ipc/channel-server'
import { assetPackContract } from '../../../src-shared/ipc/contract'
import { chooseLocale } from '../../../src-shared/messages/locales'
import { FakeLibrary } from '../fake-library'
import { connectedPorts } from '../connected-ports'
import { scenes } from './scenes'

/**
 * The window with a library that is made up, in a page of its own: `?scene=<name>&theme=<light|dark>&language=<tag>&run=1`.
 * What crosses the wire is real.
 */
const parameters = new URLSearchParams(location.search)
const theme = parameters.get('theme')
if (theme !== null) document.documentElement.dataset['theme'] = theme

const language = parameters.get('language') ?? 'en'
const scene = scenes[parameters.get('scene') ?? 'library'] ?? { entries: [] }
const library = new FakeLibrary({
  ...scene,
  settings: { ...scene.settings, settings: { ...scene.settings?.settings, language } },
})
const { near, far } = connectedPorts()
serveContract(assetPackContract, library, far)
const container = document.getElementById('root')
if (container === null) throw new TypeError('The page has no element for the window.')
const client = connectContract(assetPackContract, bridgePort(near))
mountWindow(container, client, browserClock, await loadLanguage(chooseLocale(language, []).tag))
Object.assign(globalThis, { library })
if (parameters.has('run')) {
  const stepMs = 250
  const step = (): void => {
    library.advance(stepMs)
    browserClock.schedule(stepMs, step)
  }
  step()
}
