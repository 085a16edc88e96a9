import './bridge/without-eval'
import '@fontsource-variable/inter'
import './design/tokens.css'
import './design/global.css'
import { browserClock } from './bridge/browser-clock'
import { drawingPace } from './bridge/drawing-pace'
import { connect, fileOffers } from './bridge/connect'
import { mountWindow } from './mount-window'
import { loadLanguage } from './window-language'

const container = document.getElementById('root')
if (container === null) throw new TypeError('The page has no element for the window.')
// The page comes in the language of the settings: nothing is drawn in another one first.
const language = await loadLanguage(document.documentElement.lang)
mountWindow(container, connect(window), browserClock, language, {
  offerFiles: fileOffers(window),
  pace: drawingPace(browserClock),
})
