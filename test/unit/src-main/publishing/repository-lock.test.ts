import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { withRepositoryLock } from '../../../../src-main/publishing/repository-lock'
import type { AssetPackError } from '../../../../src-shared/domain/errors'
import { writeTree } from '../../../support/file-tree'
import { temporaryDirectory } from '../../../support/temporary-directory'

/** Those who came in, how many at most at once, and what the others were told. */
class Visits {
  readonly answers = new Set<unknown>()
  most = 0
  #inside = 0

  async visit(directory: string): Promise<void> {
    const answer = await withRepositoryLock(directory, async () => {
      this.#inside += 1
      this.most = Math.max(this.most, this.#inside)
      await readdir(directory)
      this.#inside -= 1
      return 'done'
    }).catch((error: unknown) => (error as AssetPackError).code)
    this.answers.add(answer)
  }
}

describe('withRepositoryLock', () => {
  it('lets one in at a time, and everybody in the end', async () => {
    const directory = await temporaryDirectory()
    const crowd = new Visits()
    for (let round = 0; round < 20; round += 1) {
      await Promise.all([crowd.visit(directory), crowd.visit(directory), crowd.visit(directory)])
    }
    const last = new Visits()
    await last.visit(directory)

    expect([crowd.most, [...crowd.answers].sort(), [...last.answers]]).toEqual([
      1,
      ['done', 'fileInUse'],
      ['done'],
    ])
  })

  it('leaves no file of its own, and what was put into the folder', async () => {
    const directory = await temporaryDirectory()
    await withRepositoryLock(join(directory, 'a/b'), () => writeTree(directory, { 'a/b/c': 'c' }))

    expect((await readdir(directory, { recursive: true })).sort()).toEqual(['a', 'a/b', 'a/b/c'].map(native))
  })

  it('removes the folders that it made when nothing came into them', async () => {
    const directory = await temporaryDirectory()
    await withRepositoryLock(join(directory, 'a/b'), () => Promise.resolve())

    expect(await readdir(directory)).toEqual([])
  })
})

function native(path: string): string {
  return join(path)
}
