import { app } from 'electron'
import type { Configuration } from '../../src-shared/domain/configuration'
import type { AppFacts } from '../../src-shared/ipc/contract'

/** What the window shows about this app. */
export function appFactsOf(
  { manifestURL }: Configuration,
  productName: string,
): Omit<AppFacts, 'containerDirectory'> {
  const {
    electron = '',
    chrome = '',
    node = '',
  }: Readonly<Record<string, string | undefined>> = process.versions
  return {
    productName,
    appVersion: app.getVersion(),
    platform: process.platform,
    repositoryURL: manifestURL,
    versions: { Electron: electron, Chromium: chrome, 'Node.js': node },
  }
}
