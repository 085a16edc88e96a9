import { describe, expect, test } from 'vitest'
import { changedFiles } from '../../../../src-main/installation/compare-files-job'

function file(
  path: string,
  sha256: string,
  size = 1,
  executable = false,
): Parameters<typeof changedFiles>[0][number] {
  return { path, sha256, size, executable }
}

describe('the files that differ between two versions', () => {
  test('are those that are new, other than before, or gone, by path, with their newer size', () => {
    const from = [file('a', '1'), file('b', '2', 5), file('c', '3', 7), file('run', '4')]
    const to = [file('a', '1'), file('aa', '9', 2), file('b', '8', 6), file('run', '4', 1, true)]
    expect(changedFiles(from, to)).toEqual([
      { path: 'aa', size: 2, kind: 'added' },
      { path: 'b', size: 6, kind: 'changed' },
      { path: 'c', size: 7, kind: 'removed' },
      { path: 'run', size: 1, kind: 'changed' },
    ])
  })

  test('are none between a version and itself', () => {
    const files = [file('a', '1'), file('b', '2')]
    expect(changedFiles(files, files)).toEqual([])
  })
})
