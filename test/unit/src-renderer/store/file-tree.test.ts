import { describe, expect, it } from 'vitest'
import {
  FileTreeBuilder,
  changedRows,
  filteredRows,
  findingLookup,
  foldersOfFindings,
  treeRows,
  type FileFolder,
  type FileRow,
} from '../../../../src-renderer/store/file-tree'
import type { VerificationFinding } from '../../../../src-shared/domain/verification'

/** Path -> size, in two pages. */
const files = {
  'maps/dock10/walls.bin': 40,
  'maps/dock7/light.bin': 20,
  'maps/dock7/walls.bin': 30,
  'maps/readme.txt': 1,
  'zoo.txt': 5,
} as const

function tree(): FileFolder {
  const builder = new FileTreeBuilder()
  const all = Object.entries(files)
  for (const page of [all.slice(0, 2), all.slice(2)]) {
    builder.add({ paths: page.map(([path]) => path), sizes: page.map(([, size]) => size) })
  }
  return builder.root
}

function rows(open: readonly string[], findings: readonly VerificationFinding[] = []): readonly FileRow[] {
  return treeRows(tree(), { expanded: new Set(open), findings: findingLookup(findings), locale: 'en' })
}

function shown({ level, name, fileCount, size, finding, findingCount }: FileRow): string {
  const count = fileCount === 0 ? '' : ` ${String(fileCount)} files`
  const wrong = finding ?? (findingCount === 0 ? '' : String(findingCount))
  return `${'  '.repeat(level - 1)}${name}${count} ${String(size)} ${wrong}`.trimEnd()
}

describe('the tree of a pack’s files', () => {
  it('has folders before files, numbers in their order, with what is in each folder', () => {
    expect(rows(['maps', 'maps/dock7']).map(shown)).toEqual([
      'maps 4 files 91',
      '  dock7 2 files 50',
      '    light.bin 20',
      '    walls.bin 30',
      '  dock10 1 files 40',
      '  readme.txt 1',
      'zoo.txt 5',
    ])
  })

  it('shows of a closed folder nothing that is in it', () => {
    expect(rows(['maps/dock7']).map(({ path, isExpanded }) => [path, isExpanded])).toEqual([
      ['maps', false],
      ['zoo.txt', false],
    ])
  })

  it('says of each line where it stands among its siblings', () => {
    expect(rows(['maps']).map(({ position, siblings }) => [position, siblings])).toEqual([
      [1, 2],
      [1, 3],
      [2, 3],
      [3, 3],
      [2, 2],
    ])
  })

  it('has what needs repair first, what does not belong there included', () => {
    const findings = [
      { path: 'maps/dock10/walls.bin', kind: 'damaged' },
      { path: 'maps/extra.tmp', kind: 'extra' },
      { path: 'zoo.txt', kind: 'missing' },
    ] as const
    expect(rows(foldersOfFindings(findings), findings).map(shown)).toEqual([
      'maps 4 files 91 2',
      '  dock10 1 files 40 1',
      '    walls.bin 40 damaged',
      '  extra.tmp undefined extra',
      '  dock7 2 files 50',
      '  readme.txt 1',
      'zoo.txt 5 missing',
    ])
  })
})

describe('the filter of a pack’s files', () => {
  it('finds every word anywhere in a path, in any case', () => {
    const found = filteredRows(tree(), { search: ' WALLS dock', onlyFindings: false, onlyChanges: false }, [])
    expect(found.map(({ name, position, siblings }) => [name, position, siblings])).toEqual([
      ['maps/dock10/walls.bin', 1, 2],
      ['maps/dock7/walls.bin', 2, 2],
    ])
  })

  it('shows what needs repair first, or alone', () => {
    const findings = [
      { path: 'junk/x', kind: 'extra' },
      { path: 'zoo.txt', kind: 'damaged' },
    ] as const
    const all = filteredRows(tree(), { search: 'o', onlyFindings: false, onlyChanges: false }, findings)
    const alone = filteredRows(tree(), { search: '', onlyFindings: true, onlyChanges: false }, findings)
    expect([all.map(shown), alone.map(shown)]).toEqual([
      ['zoo.txt 5 damaged', 'maps/dock10/walls.bin 40', 'maps/dock7/light.bin 20', 'maps/dock7/walls.bin 30'],
      ['junk/x undefined extra', 'zoo.txt 5 damaged'],
    ])
  })

  it('shows what an update changes, and of that what needs repair', () => {
    const changes = [
      { path: 'maps/new.bin', size: 3, kind: 'added' },
      { path: 'zoo.txt', size: 6, kind: 'changed' },
    ] as const
    const rows = (search: string, onlyFindings: boolean): readonly unknown[] =>
      changedRows(changes, { search, onlyFindings, onlyChanges: true }, [
        { path: 'zoo.txt', kind: 'damaged' },
      ]).map(({ name, size, change, finding }) => [name, size, change, finding])
    expect([rows('', false), rows('new', false), rows('', true)]).toEqual([
      [
        ['maps/new.bin', 3, 'added', undefined],
        ['zoo.txt', 6, 'changed', 'damaged'],
      ],
      [['maps/new.bin', 3, 'added', undefined]],
      [['zoo.txt', 6, 'changed', 'damaged']],
    ])
  })
})
