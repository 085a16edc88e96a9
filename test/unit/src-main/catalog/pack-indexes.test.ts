import { describe, expect, it } from 'vitest'
import type { HeldIndex } from '../../../../src-main/catalog/catalog'
import type { OfferedPack } from '../../../../src-main/catalog/offered-packs'
import { PackIndexes } from '../../../../src-main/catalog/pack-indexes'
import { silentLogger } from '../../../../src-main/platform/logger'
import { sha256Hex } from '../../../../src-main/repository/digest'
import { consistentTargetPath, indexPatchPath } from '../../../../src-main/repository/layout'
import { plainPackIndex } from '../../../../src-main/repository/pack-index-codec'
import { writeIndex } from '../../../../src-main/publishing/written-index'
import { MemoryTransport } from '../../../../src-main/transport/memory-transport'
import { letterIndex } from '../../../support/index-builder'
import { aPack } from '../../../support/pack-builder'
import { temporaryDirectory } from '../../../support/temporary-directory'

const host = 'https://host.invalid'
const signal = new AbortController().signal
const letters = Array.from({ length: 200 }, (_, number) => String.fromCodePoint(0x4e00 + number)).join('')

/** Version 1 on the machine; version 2, and what makes it out of version 1, at the host. */
async function scene(): Promise<{
  readonly transport: MemoryTransport
  readonly offered: OfferedPack
  readonly held: HeldIndex
  readonly plain: Uint8Array
  readonly urls: { readonly whole: string; readonly patch: string }
  readonly patchLength: number
  readonly open: (held?: readonly HeldIndex[]) => PackIndexes
}> {
  const first = letterIndex({ files: { a: letters }, frames: [{ chunks: letters }] })
  const second = letterIndex({
    version: 2,
    files: { a: letters, b: 'x' },
    frames: [{ chunks: `${letters}x` }],
  })
  const before = await writeIndex(first, [])
  const after = await writeIndex(second, [{ index: first, bytes: before.bytes }])
  const [patch] = after.patches
  if (patch === undefined) throw new Error('no patch')
  const assetPack = aPack({ id: 'letters', version: 2 })
  const targetName = 'letters/2.packindex'
  const urls = {
    whole: `${host}/${consistentTargetPath(targetName, sha256Hex(after.bytes))}`,
    patch: `${host}/${indexPatchPath(assetPack.id, 2, 1, after.plain.sha256)}`,
  }
  const transport = new MemoryTransport()
  transport.put(urls.whole, after.bytes)
  transport.put(urls.patch, patch.bytes)
  const directory = await temporaryDirectory()
  return {
    transport,
    urls,
    held: { version: 1, read: () => Promise.resolve(before.bytes) },
    plain: await plainPackIndex(after.bytes),
    patchLength: patch.bytes.length,
    offered: {
      assetPack,
      targetName,
      indexLength: after.bytes.length,
      indexSha256: sha256Hex(after.bytes),
      plainIndex: { ...after.plain, patches: [{ fromVersion: 1, length: patch.bytes.length }] },
    },
    open: (held = []) =>
      new PackIndexes({
        repositoryURL: host,
        directory: () => directory,
        transport,
        heldIndexes: () => held,
        logger: silentLogger,
      }),
  }
}

describe('the index of a pack', () => {
  it('comes as a patch where an earlier version is installed, and is kept', async () => {
    const { open, held, offered, plain, transport, urls, patchLength } = await scene()
    const indexes = open([held])
    const [first, second] = [await indexes.get(offered, signal), await indexes.get(offered, signal)]
    expect([first, second, transport.requests]).toEqual([
      { bytes: plain, bytesReceived: patchLength, transferBytes: patchLength },
      { bytes: Buffer.from(plain), bytesReceived: 0, transferBytes: patchLength },
      [urls.patch],
    ])
  })

  it('comes whole where there is none, or another one than there is a patch for', async () => {
    const { open, held, offered, transport, urls } = await scene()
    const { bytesReceived } = await open([{ ...held, version: 7 }]).get(offered, signal)
    expect([bytesReceived, transport.requests]).toEqual([offered.indexLength, [urls.whole]])
  })

  it('stays when only the list of packs is cleared of others', async () => {
    const { open, held, offered, transport } = await scene()
    const indexes = open([held])
    await indexes.get(offered, signal)
    await indexes.keepOnly([offered])
    const kept = await indexes.get(offered, signal)
    await indexes.keepOnly([])
    await indexes.get(offered, signal)
    expect([kept.bytesReceived, transport.requests.length]).toEqual([0, 2])
  })

  it.each<readonly [string, (made: Awaited<ReturnType<typeof scene>>) => readonly HeldIndex[]]>([
    [
      'the patch is not there',
      ({ transport, urls, held }) => {
        transport.remove(urls.patch)
        return [held]
      },
    ],
    [
      'the patch is another one',
      ({ transport, urls, held }) => {
        transport.put(urls.patch, new Uint8Array(20))
        return [held]
      },
    ],
    [
      'the patch is longer than was signed',
      ({ transport, urls, held, patchLength }) => {
        transport.put(urls.patch, new Uint8Array(patchLength + 1))
        return [held]
      },
    ],
    [
      'the installed index is damaged',
      ({ plain }) => [{ version: 1, read: () => Promise.resolve(plain.subarray(1)) }],
    ],
    [
      'the installed index is that of other content under the same number',
      ({ plain }) => [{ version: 1, read: () => Promise.resolve(plain) }],
    ],
  ])('comes whole when %s', async (_name, spoil) => {
    const made = await scene()
    const { offered, transport, urls } = made
    const { bytes, bytesReceived } = await made.open(spoil(made)).get(offered, signal)
    expect([sha256Hex(bytes), bytesReceived, transport.bytesSent(urls.whole)]).toEqual([
      offered.indexSha256,
      offered.indexLength,
      offered.indexLength,
    ])
  })

  it('does not come at all when the host cannot be reached', async () => {
    const { open, held, offered, transport, urls } = await scene()
    transport.fail(urls.patch, { kind: 'cut', afterBytes: 1 })
    await expect(open([held]).get(offered, signal)).rejects.toMatchObject({ code: 'hostUnavailable' })
  })
})
