import { expect, it } from 'vitest'
import { registerLinks } from '../../../../src-main/electron/register-links'

function registered(platform: NodeJS.Platform, isPackaged: boolean): readonly unknown[][] {
  const calls: unknown[][] = []
  const setAsDefaultProtocolClient = (...values: unknown[]): boolean => calls.push(values) > 0
  const app = { isPackaged, setAsDefaultProtocolClient, getAppPath: () => '/app' }
  registerLinks({ app, platform, executable: '/electron' })
  return calls
}

it('tells Windows always, macOS for a checkout, and Linux never', () => {
  expect({
    packagedWindows: registered('win32', true),
    windows: registered('win32', false),
    packagedMac: registered('darwin', true),
    mac: registered('darwin', false),
    linux: registered('linux', false),
  }).toEqual({
    packagedWindows: [['assetpack']],
    windows: [['assetpack', '/electron', ['/app']]],
    packagedMac: [],
    mac: [['assetpack']],
    linux: [],
  })
})
