import { expect, test } from 'vitest'
import { toAssetPackError } from '../../../../src-shared/domain/errors'
import { connectContract } from '../../../../src-shared/ipc/channel-client'
import { serveContract } from '../../../../src-shared/ipc/channel-server'
import { assetPackContract } from '../../../../src-shared/ipc/contract'
import { createAssetPackService } from '../../../../src-main/ipc/asset-pack-service'
import { connectedPorts } from '../../../support/connected-ports'
import { ManagerFixture } from '../../../support/manager-fixture'
import { anID, aPack } from '../../../support/pack-builder'

const appFacts = {
  productName: 'Packhouse',
  appVersion: '1.0.0',
  platform: 'linux',
  containerDirectory: '/container',
  repositoryURL: 'https://packs.example.com/',
}

function aWindow(fixture: ManagerFixture) {
  const ports = connectedPorts()
  const shown: string[] = []
  const service = createAssetPackService({
    manager: fixture.manager,
    appFacts,
    showInFolder: (directory) => void shown.push(directory),
  })
  serveContract(assetPackContract, service, ports.far)
  return { client: connectContract(assetPackContract, ports.near), shown, ports }
}

test('a window asks, installs, pauses, resumes, updates and removes over the contract', async () => {
  const fixture = new ManagerFixture({ offered: [aPack()] })
  const { client, shown } = aWindow(fixture)
  const id = anID()
  expect([await client.appFacts(undefined), await client.checkForUpdates(undefined)]).toEqual([
    appFacts,
    { updatingIDs: [], removedIDs: [] },
  ])
  await client.startDownload(id)
  await client.pause(id)
  const paused = fixture.states
  await client.resumeAll(undefined)
  await fixture.settled()
  fixture.installer.attempt('tutorial').finish()
  await fixture.settled()
  await client.showInFolder(id)
  fixture.catalog.offered = [aPack({ version: 2 })]
  const check = await client.checkForUpdates(undefined)
  await client.remove(id)
  expect([paused, shown, check, fixture.manager.installedAssetPacks()]).toEqual([
    ['tutorial 1: paused'],
    ['/container/packs/tutorial/1'],
    { updatingIDs: ['tutorial'], removedIDs: [] },
    [],
  ])
})

test('a failure arrives with its code', async () => {
  const { client } = aWindow(new ManagerFixture())
  const codes = await Promise.all(
    [client.startDownload(anID('x')), client.showInFolder(anID('x'))].map((call) =>
      call.catch((error: unknown) => toAssetPackError(error).code),
    ),
  )
  expect(codes).toEqual(['assetPackNotFound', 'assetPackNotFound'])
})

test('a window that closes takes its library stream along', async () => {
  const fixture = new ManagerFixture({ offered: [aPack()] })
  const { client, ports } = aWindow(fixture)
  const updates = client.library(undefined)[Symbol.asyncIterator]()
  const first = (await updates.next()) as IteratorYieldResult<{ readonly kind: string }>
  ports.close()
  await fixture.settled()
  await fixture.manager.startDownload('tutorial')
  expect([first.value.kind, fixture.clock.pendingTimers]).toEqual(['snapshot', 0])
})
