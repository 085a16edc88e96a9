import { connectContract } from '../../src-shared/ipc/channel-client'
import { serveContract } from '../../src-shared/ipc/channel-server'
import { assetPackContract, type AssetPackClient } from '../../src-shared/ipc/contract'
import { Arrivals } from '../../src-main/ipc/arrivals'
import { WindowRequests } from '../../src-main/ipc/window-requests'
import { createAssetPackService } from '../../src-main/ipc/asset-pack-service'
import { connectedPorts } from './connected-ports'
import { FakeSettings } from './fake-settings'
import type { ManagerFixture } from './manager-fixture'

/** What the window of this service is told of the app. */
export const appFacts = {
  productName: 'Packhouse',
  appVersion: '1.0.0',
  platform: 'linux',
  repositoryURL: 'https://packs.example.com/',
  versions: { Electron: '45.4.1' },
}

/** What a test does with such a window. */
export interface ServiceWindow {
  readonly client: AssetPackClient
  /** The folders that were shown, `the window`, and what it could not draw. */
  readonly shown: readonly string[]
  readonly ports: ReturnType<typeof connectedPorts>
}

/** A window that is connected to a service over `fixture`'s manager; the person chooses these folders, one after the other. */
export function aWindow(fixture: ManagerFixture, chosen: readonly string[] = []): ServiceWindow {
  const ports = connectedPorts()
  const shown: string[] = []
  const dialogs = chosen.values()
  const service = createAssetPackService({
    manager: fixture.manager,
    appFacts,
    onDrawn: () => void shown.push('the window'),
    onWindowFailure: ({ code, place }) => void shown.push(`${code} at ${place}`),
    settings: new FakeSettings(),
    windowRequests: (signal) => new WindowRequests().stream(signal),
    showInFolder: (directory) => void shown.push(directory),
    chooseDirectory: () => Promise.resolve(dialogs.next().value),
    arrivals: new Arrivals(fixture.manager),
    packFiles: {
      chooseFiles: () => Promise.resolve([]),
      chooseSavePath: () => Promise.resolve(dialogs.next().value),
      showInFolder: (path) => void shown.push(path),
    },
  })
  serveContract(assetPackContract, service, ports.far)
  return { client: connectContract(assetPackContract, ports.near), shown, ports }
}
