import { expect, test } from 'vitest'
import type { AssetPackService } from '../../../../src-shared/ipc/contract'
import { assetPackContract } from '../../../../src-shared/ipc/contract'
import { connectContract } from '../../../../src-shared/ipc/channel-client'
import { serveContract } from '../../../../src-shared/ipc/channel-server'
import { AssetPackError } from '../../../../src-shared/domain/errors'
import { awaitedService } from '../../../../src-main/ipc/awaited-service'
import { connectedPorts } from '../../../support/connected-ports'
import { FakeLibrary } from '../../../support/fake-library'
import { anEntry } from '../../../support/library-builders'

function aWindow() {
  const { near, far } = connectedPorts()
  let come: (service: AssetPackService) => void = () => undefined
  let fail: (error: Error) => void = () => undefined
  const service = new Promise<AssetPackService>((resolve, reject) => {
    come = resolve
    fail = reject
  })
  serveContract(assetPackContract, awaitedService(assetPackContract, service), far)
  return { client: connectContract(assetPackContract, near), come, fail }
}

test('what a window asks before there is a service is answered once there is one', async () => {
  const { client, come } = aWindow()
  const facts = client.appFacts(undefined)
  const updates = client.library(undefined)[Symbol.asyncIterator]()
  const first = updates.next()
  come(new FakeLibrary({ entries: [anEntry({ id: 'emoji' })] }))
  const { productName } = await facts
  expect({ productName, first: await first }).toMatchObject({
    productName: 'Packhouse',
    first: { value: { kind: 'snapshot', entries: [{ assetPack: { id: 'emoji' } }] } },
  })
})

test('a window hears why there is no service, in calls and in streams', async () => {
  const { client, fail } = aWindow()
  const asked = [client.appFacts(undefined), client.library(undefined)[Symbol.asyncIterator]().next()]
  fail(new AssetPackError('containerLocked', 'Another process has the packs.'))
  const outcomes = await Promise.allSettled(asked)
  expect(outcomes).toMatchObject([
    { status: 'rejected', reason: { code: 'containerLocked' } },
    { status: 'rejected', reason: { code: 'containerLocked' } },
  ])
})

test('a stream that was left before there was a service is not opened', async () => {
  const { client, come } = aWindow()
  const leaving = new AbortController()
  const next = client.library(undefined, { signal: leaving.signal })[Symbol.asyncIterator]().next()
  leaving.abort()
  const library = new FakeLibrary({ entries: [] })
  let opened = 0
  const open = library.library.bind(library)
  library.library = (...args) => {
    opened += 1
    return open(...args)
  }
  come(library)
  await client.drawn(undefined)
  expect([(await next).done, opened]).toEqual([true, 0])
})
