import { app } from 'electron'
import type { Configuration } from '../../src-shared/domain/configuration'
import type { AppFacts } from '../../src-shared/ipc/contract'

/** What the window shows about this app. */
export function appFactsOf(
  { manifestURL }: Configuration,
  productName: string,
): Omit<AppFacts, 'containerDirectory'> {
  return {
    productName,
    appVersion: app.getVersion(),
    platform: process.platform,
    repositoryURL: manifestURL,
    versions: versionsOf(process.versions),
  }
}

function versionsOf({
  electron = '',
  chrome = '',
  node = '',
}: Readonly<Record<string, string | undefined>>): AppFacts['versions'] {
  return { Electron: electron, Chromium: chrome, 'Node.js': node }
}
