import { describe, expect, it } from 'vitest'
import { filesInPage, listedFilesPageSchema } from '../../../../src-shared/domain/pack-files'

describe('a page of files from another process', () => {
  it('has columns of the same length, within what is told at once, of paths and sizes', () => {
    const many = Array.from({ length: filesInPage + 1 }, () => '')
    const pages = [
      { paths: ['a', 'b'], sizes: [1, 0] },
      { paths: ['a'], sizes: [] },
      { paths: ['a'], sizes: [-1] },
      { paths: many, sizes: many.map(() => 0) },
      { paths: ['a'], sizes: [1], more: true },
    ]
    expect(pages.map((page) => listedFilesPageSchema.safeParse(page).success)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ])
  })
})
