import { describe, expect, it } from 'vitest'
import type { FileRow } from '../../../../../src-renderer/store/file-tree'
import { rowMove, typedRow } from '../../../../../src-renderer/views/pack/row-moves'

function row(name: string, level: number, kind: FileRow['kind'], isExpanded = false): FileRow {
  return {
    kind,
    path: name,
    name,
    level,
    isExpanded,
    position: 1,
    siblings: 1,
    size: 0,
    fileCount: 0,
    finding: undefined,
    findingCount: 0,
  }
}

const rows = [
  row('maps', 1, 'folder', true),
  row('dock', 2, 'folder'),
  row('Apple.txt', 2, 'file'),
  row('zoo', 1, 'folder'),
  row('apricot.txt', 1, 'file'),
]

function move(key: string, current: number, isRightToLeft = false): string {
  const found = rowMove(key, { rows, current, pageRows: 3, isRightToLeft })
  if (found === undefined) return 'nothing'
  return found.kind === 'go' ? `go ${String(found.index)}` : `toggle ${found.path}`
}

describe('the keys of the tree', () => {
  it('go up, down, by pages and to the ends, and stay within', () => {
    const keys = ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End']
    expect([keys.map((key) => move(key, 1)), keys.map((key) => move(key, 4))]).toEqual([
      ['go 2', 'go 0', 'go 4', 'go 0', 'go 0', 'go 4'],
      ['go 4', 'go 3', 'go 4', 'go 1', 'go 0', 'go 4'],
    ])
  })

  it('open a folder and go into it, close it and go out of it', () => {
    expect([
      [0, 1, 2].map((current) => move('ArrowRight', current)),
      [0, 1, 3].map((current) => move('ArrowLeft', current)),
    ]).toEqual([
      ['go 1', 'toggle dock', 'nothing'],
      ['toggle maps', 'go 0', 'nothing'],
    ])
  })

  it('go the other way where people read from right to left', () => {
    expect([move('ArrowLeft', 1, true), move('ArrowRight', 0, true)]).toEqual(['toggle dock', 'toggle maps'])
  })

  it('open and close folders with Enter and Space, and leave everything else alone', () => {
    expect([move('Enter', 1), move(' ', 0), move('Enter', 2), move('Tab', 0), move('Escape', 0)]).toEqual([
      'toggle dock',
      'toggle maps',
      'nothing',
      'nothing',
      'nothing',
    ])
  })

  it('go to the next name that starts with the letters, and around', () => {
    const found = [
      typedRow(rows, 0, 'a'),
      typedRow(rows, 2, 'a'),
      typedRow(rows, 4, 'a'),
      typedRow(rows, 2, 'ap'),
      typedRow(rows, 2, 'apr'),
      typedRow(rows, 0, 'q'),
    ]
    expect(found).toEqual([2, 4, 2, 2, 4, undefined])
  })
})
