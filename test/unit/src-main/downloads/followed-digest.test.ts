import { appendFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { FollowedDigest } from '../../../../src-main/downloads/followed-digest'
import { sha256Hex } from '../../../../src-main/repository/digest'
import { bytesOf } from '../../../support/download-scene'
import { temporaryDirectory } from '../../../support/temporary-directory'

const { signal } = new AbortController()
const bytes = bytesOf(3_000_000)
const digestOfBytes = sha256Hex(bytes)

async function aFile(): Promise<string> {
  return join(await temporaryDirectory(), 'file')
}

test('knows a file that grew', async () => {
  const path = await aFile()
  const digest = new FollowedDigest(path)
  for (let end = 1_000_000; end <= bytes.length; end += 1_000_000) {
    await appendFile(path, bytes.subarray(end - 1_000_000, end))
    digest.reached(end)
  }

  expect(await digest.matches(digestOfBytes, bytes.length, signal)).toBe(true)
})

test('knows a file that was begun anew while it was read', async () => {
  const path = await aFile()
  const digest = new FollowedDigest(path)
  await writeFile(path, bytesOf(2_000_000, 2))
  digest.reached(2_000_000)
  await writeFile(path, bytes)
  digest.reached(0)
  digest.reached(bytes.length)

  expect(await digest.matches(digestOfBytes, bytes.length, signal)).toBe(true)
})

test('knows a file that another one took the place of unseen', async () => {
  const path = await aFile()
  const digest = new FollowedDigest(path)
  await writeFile(path, bytesOf(3_000_000, 2))
  digest.reached(2_000_000)
  await digest.whenIdle()
  await rm(path)
  await writeFile(path, bytes)

  expect(await digest.matches(digestOfBytes, bytes.length, signal)).toBe(true)
})

test('knows a file that was not there while it came', async () => {
  const path = await aFile()
  const digest = new FollowedDigest(path)
  digest.reached(1_000_000)
  await digest.whenIdle()
  await writeFile(path, bytes)

  expect(await digest.matches(digestOfBytes, bytes.length, signal)).toBe(true)
})

test('tells other content', async () => {
  const path = await aFile()
  const digest = new FollowedDigest(path)
  await writeFile(path, bytesOf(3_000_000, 2))
  digest.reached(bytes.length)

  expect(await digest.matches(digestOfBytes, bytes.length, signal)).toBe(false)
})
