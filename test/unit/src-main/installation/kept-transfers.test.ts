import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bundlesBegun, deleteUnwanted, isKeptWhole } from '../../../../src-main/installation/kept-transfers'
import { seededBytes } from '../../../support/file-tree'
import { temporaryDirectory } from '../../../support/temporary-directory'

const signal = new AbortController().signal
const sha256 = 'ab'.repeat(32)
const bundle = seededBytes(10_000, 1)
const whole = { sha256, bundleSize: 10_000, isWhole: true, offset: 0, length: 10_000 }
const part = { ...whole, isWhole: false, offset: 2_000, length: 3_000 }

test('takes a part out of its bundle when that is here', async () => {
  const directory = await temporaryDirectory()
  await writeFile(join(directory, `${sha256}.bundle`), bundle)
  expect(await isKeptWhole(directory, part, signal)).toBe(true)
  expect(await readFile(join(directory, `${sha256}.2000-5000.part`))).toEqual(
    Buffer.from(bundle.subarray(2_000, 5_000)),
  )
})

test('does not count a bundle that a transport had not finished with', async () => {
  const directory = await temporaryDirectory()
  await writeFile(join(directory, `${sha256}.bundle`), bundle)
  await writeFile(join(directory, `${sha256}.bundle.resume`), '{}')
  expect([await isKeptWhole(directory, whole, signal), await isKeptWhole(directory, part, signal)]).toEqual([
    false,
    false,
  ])
})

test('neither follows nor writes through a link', async () => {
  const directory = await temporaryDirectory()
  const outside = join(await temporaryDirectory(), 'victim')
  await writeFile(outside, 'untouched')
  await symlink(outside, join(directory, `${sha256}.2000-5000.part`))
  await writeFile(join(directory, `${sha256}.bundle`), bundle)
  expect(await isKeptWhole(directory, part, signal)).toBe(true)
  expect(await readFile(outside, 'utf8')).toBe('untouched')
})

test('clears away whatever is no file, also under a wanted name', async () => {
  const directory = await temporaryDirectory()
  await mkdir(join(directory, `${sha256}.2000-5000.part`, 'folder'), { recursive: true })
  await symlink('nowhere', join(directory, `${sha256}.bundle.resume`))
  await writeFile(join(directory, `${sha256}.bundle`), bundle)
  await deleteUnwanted(directory, [part])
  expect(await readdir(directory)).toEqual([`${sha256}.bundle`])
})

test('knows bundles that were begun as a whole, also by what a transport keeps beside them', async () => {
  const directory = await temporaryDirectory()
  const [first, second, third] = ['1a', '2b', '3c'].map((pair) => pair.repeat(32))
  for (const name of [`${first}.bundle`, `${second}.bundle.chromium`, `${third}.0-100.part`])
    await writeFile(join(directory, name), '')
  expect([
    await bundlesBegun(directory),
    await bundlesBegun(join(directory, 'gone')),
    await bundlesBegun(undefined),
  ]).toEqual([new Set([first, second]), new Set(), new Set()])
})
