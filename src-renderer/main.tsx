import './bridge/without-eval'
import '@fontsource-variable/inter'
import './design/tokens.css'
import './design/global.css'
import { browserClock } from './bridge/browser-clock'
import { connect } from './bridge/connect'
import { mountWindow } from './mount-window'

const container = document.getElementById('root')
if (container === null) throw new TypeError('The page has no element for the window.')
mountWindow(container, connect(window), browserClock)
