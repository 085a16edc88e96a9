// What is pictured: the views in the order in which one run of the app comes to them, and the looks of each.
import { dialogs } from './dialog-views.mjs'
import { downloads } from './download-views.mjs'
import { firstRun, library } from './library-views.mjs'
import { many } from './many-views.mjs'
import { ordinary } from './ordinary-views.mjs'
import { checked, pack } from './pack-views.mjs'
import { Stage } from './stage.mjs'
import { troubles } from './trouble-views.mjs'
import { openDemoWorld, openManyWorld } from './worlds.mjs'

/**
 * A view: `prepare` brings the stage to it once, `address` and `ready` show it in each look.
 *
 * @typedef {object} View
 * @property {string} name of its files
 * @property {string} title
 * @property {string} text what there is to see, for docs/screens.md
 * @property {string[]} looks
 * @property {(stage: Stage) => Promise<void>} [prepare]
 * @property {(stage: Stage, look: import('./pictured-app.mjs').Look) => Promise<void>} [restart] for a look in another language
 * @property {string} [address]
 * @property {(app: import('./pictured-app.mjs').PicturedApp, stage: Stage) => Promise<void>} ready
 * @property {boolean} [isDrag] something is held over the window: no pointer moves, not even out of the way
 * @property {(app: import('./pictured-app.mjs').PicturedApp) => Promise<void>} [leave] after each picture
 */

/** The parts of a run: a world, and the views to which an app on it comes one after the other. */
export const parts = [
  {
    open: async (electron) => new Stage(await openDemoWorld(), electron),
    views: [...firstRun, ...library, ...downloads, ...pack, ...checked, ...ordinary, ...dialogs],
  },
  { open: async (electron) => new Stage(await openDemoWorld(), electron), views: troubles },
  { open: async (electron) => new Stage(await openManyWorld(), electron), views: many },
]
