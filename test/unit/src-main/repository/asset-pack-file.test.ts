import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { writeAssetPackFile } from '../../../../src-main/packaging/write-asset-pack-file'
import {
  OpenAssetPackFile,
  readAssetPackBundle,
  readAssetPackFile,
} from '../../../../src-main/repository/asset-pack-file'
import { toAssetPackError } from '../../../../src-shared/domain/errors'
import { seededBytes, writeTree } from '../../../support/file-tree'
import { writePackagingManifest } from '../../../support/packaging-source'
import { temporaryDirectory } from '../../../support/temporary-directory'

let good: Buffer = Buffer.alloc(0)

beforeAll(async () => {
  good = await makeFile()
})

async function makeFile(): Promise<Buffer> {
  const directory = await mkdtemp(join(tmpdir(), 'packhouse-'))
  await writeTree(join(directory, 'content'), { 'a.bin': seededBytes(700_000, 1), 'b.txt': 'text' })
  const path = join(directory, 'maps.assetpack')
  const manifestPath = await writePackagingManifest(directory)
  await writeAssetPackFile({ manifestPath, path, signal: new AbortController().signal })
  const bytes = await readFile(path)
  await rm(directory, { recursive: true })
  return bytes
}

async function withBytes(bytes: Uint8Array): Promise<string> {
  const path = join(await temporaryDirectory(), 'maps.assetpack')
  await writeFile(path, bytes)
  return path
}

/** Reads it to the last byte. */
async function readAll(path: string): Promise<string> {
  try {
    const file = await readAssetPackFile(path)
    for (const position of file.index.bundles.keys()) await readAssetPackBundle(file, position)
    return 'whole'
  } catch (error) {
    return toAssetPackError(error).code
  }
}

async function readBytes(bytes: Uint8Array): Promise<string> {
  return readAll(await withBytes(bytes))
}

function changed(position: number, change: (bytes: Buffer) => void): Buffer {
  const bytes = Buffer.from(good)
  change(bytes.subarray(position < 0 ? bytes.length + position : position))
  return bytes
}

describe('an .assetpack file', () => {
  it('is damaged when a byte of bundles, facts, index or digest is another one', async () => {
    const flip = (bytes: Buffer): void => {
      bytes[0] = (bytes[0] ?? 0) ^ 1
    }
    const positions = [0, 300_000, -400, -60, -32, -1]
    const codes = await Promise.all(positions.map((position) => readBytes(changed(position, flip))))
    expect(new Set(codes)).toEqual(new Set(['packFileDamaged']))
  })

  it('is damaged when it was cut short, wherever', async () => {
    const lengths = [good.length - 1, good.length - 48, good.length - 60, 300_000, 48, 10]
    const codes = await Promise.all(lengths.map((length) => readBytes(good.subarray(0, length))))
    expect(new Set(codes)).toEqual(new Set(['packFileDamaged']))
  })

  it('is none when it neither begins nor ends as one', async () => {
    const others = [
      Buffer.alloc(0),
      Buffer.from('hello'),
      Buffer.alloc(100_000),
      Buffer.from('PK\u0003\u0004'.repeat(50)),
    ]
    expect(await Promise.all(others.map(readBytes))).toEqual(Array(4).fill('packFileInvalid'))
  })

  it('is damaged when it states lengths that it cannot have, before anything is read by them', async () => {
    const states = (facts: number, index: number): Buffer =>
      changed(-40, (bytes) => {
        bytes.writeUInt32LE(facts, 0)
        bytes.writeUInt32LE(index, 4)
      })
    const lengths = [
      [0xffffffff, 0xffffffff],
      [0, 0xffffffff],
      [0xffffffff, 0],
      [1024 * 1024, 64 * 1024 * 1024],
      [0, 0],
    ] as const
    const codes = await Promise.all(lengths.map(([facts, index]) => readBytes(states(facts, index))))
    expect(new Set(codes)).toEqual(new Set(['packFileDamaged']))
  })

  it('is damaged when something stands before it or between its parts', async () => {
    expect(await readBytes(good.subarray(1))).toBe('packFileDamaged')
    expect(await readBytes(Buffer.concat([Buffer.alloc(10), good]))).toBe('packFileDamaged')
  })

  it('is no folder, and no pipe that would be waited for', async () => {
    const directory = await temporaryDirectory()
    const folder = join(directory, 'folder.assetpack')
    await mkdir(folder)
    expect(await readAll(folder)).toBe('packFileInvalid')
    if (process.platform === 'win32') return
    const pipe = join(directory, 'pipe.assetpack')
    execFileSync('mkfifo', [pipe])
    expect(await readAll(pipe)).toBe('packFileInvalid')
  })

  it('is said not to be there when it is not', async () => {
    expect(await readAll(join(await temporaryDirectory(), 'none.assetpack'))).toBe('fileNotFound')
  })

  it('stays the same one while it is open, whatever takes its name', async () => {
    const path = await withBytes(good)
    const file = await OpenAssetPackFile.open(path)
    const other = await withBytes(Buffer.alloc(good.length))
    await rename(other, path)
    expect(Buffer.from(await file.read(0, 4)).equals(good.subarray(0, 4))).toBe(true)
    await file.close()
  })

  it('is damaged from the moment that it is made shorter', async () => {
    const path = await withBytes(good)
    const file = await OpenAssetPackFile.open(path)
    await truncate(path, 1000)
    await expect(file.read(500, 1000)).rejects.toMatchObject({ code: 'packFileDamaged' })
    await file.close()
  })
})
