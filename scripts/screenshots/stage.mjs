import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PicturedApp } from './pictured-app.mjs'

/** An app on a world, which may be started again. */
export class Stage {
  /** @type {PicturedApp} */
  app

  constructor(world, electron) {
    this.world = world
    this.electron = electron
  }

  /** Starts the app, in the place of the one that runs. */
  async start({ userData = 'app', settings, ...options } = {}) {
    await this.app?.close()
    const place = this.world.userData(userData)
    if (settings !== undefined) {
      await mkdir(place, { recursive: true })
      await writeFile(join(place, 'settings.json'), JSON.stringify({ formatVersion: 1, ...settings }))
    }
    this.app = await PicturedApp.start({
      electron: this.electron,
      configuration: this.world.configuration,
      language: settings?.language,
      ...options,
      userData: place,
    })
  }

  async close() {
    await this.app?.close()
    await this.world.close()
  }
}
