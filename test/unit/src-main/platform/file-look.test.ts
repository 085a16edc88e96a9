import { mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { FileLook } from '../../../../src-main/platform/file-look'
import { temporaryDirectory } from '../../../support/temporary-directory'

/** A clock that goes on by `step` milliseconds with each look at it. */
class SteppingClock {
  now = 0
  step = 0

  monotonic(): number {
    return (this.now += this.step)
  }
}

async function files(): Promise<Readonly<Record<'file' | 'folder' | 'link' | 'below' | 'none', string>>> {
  const directory = await temporaryDirectory()
  const at = (name: string): string => join(directory, name)
  await writeFile(at('file'), 'text')
  await mkdir(at('folder'))
  await symlink(at('file'), at('link'))
  return { file: at('file'), folder: at('folder'), link: at('link'), below: at('file/x'), none: at('none') }
}

test('says the same of each kind of thing, asked directly or in the background, and of a file that has just vanished', async () => {
  const { file, ...others } = await files()
  for (const pause of [0, 1_000]) {
    const clock = new SteppingClock()
    const look = new FileLook(clock)
    await look.isFile(file)
    const ways: boolean[] = []
    const answers: boolean[] = []
    for (const path of [file, ...Object.values(others)]) {
      clock.now += pause
      ways.push(look.isDirect)
      answers.push(await look.isFile(path))
    }
    expect([new Set(ways), answers]).toEqual([new Set([pause === 0]), [true, false, false, false, false]])
  }
  const look = new FileLook(new SteppingClock())
  const before = await look.isFile(file)
  await rm(file)
  expect([before, look.isDirect, await look.isFile(file)]).toEqual([true, true, false])
})

test('lets others have their turn every few milliseconds, however many questions come', async () => {
  const { file } = await files()
  const clock = new SteppingClock()
  const look = new FileLook(clock)
  await look.isFile(file)
  const ways: boolean[] = []
  for (let question = 0; question < 12; question += 1) {
    clock.now += 1
    ways.push(look.isDirect)
    await look.isFile(file)
  }
  expect(ways.map(Number).join('')).toBe('111011101110')
})

test('leaves a slow disk to the background for a while', async () => {
  const { file } = await files()
  const clock = new SteppingClock()
  const look = new FileLook(clock)
  await look.isFile(file)
  clock.step = 3
  await look.isFile(file)
  clock.step = 0
  const slow = look.isDirect
  await look.isFile(file)
  clock.now += 900
  await look.isFile(file)
  const later = look.isDirect
  clock.now += 200
  await look.isFile(file)
  expect([slow, later, look.isDirect]).toEqual([false, false, true])
})
