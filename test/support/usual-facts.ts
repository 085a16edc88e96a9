import type { AppFacts } from '../../src-shared/ipc/contract'

/** What the main process says of the app, when a test does not mind. */
export const usualFacts: AppFacts = {
  productName: 'Packhouse',
  appVersion: '0.1.0',
  platform: 'linux',
  containerDirectory: '/packs',
  repositoryURL: 'http://127.0.0.1:8080/',
  versions: { Electron: '45.4.1', Chromium: '152.0.7931.14', 'Node.js': '24.11.0' },
}
