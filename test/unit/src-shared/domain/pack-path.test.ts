import { posix, win32 } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  packPathCollision,
  packPathKey,
  packPathProblem,
  parsePackPath,
} from '../../../../src-shared/domain/pack-path'

const refused: readonly (readonly [string, readonly string[]])[] = [
  ['C-01 climbing and empty parts', ['../evil', 'a/../../evil', './a', 'a//b', '', 'a/', '..', '.']],
  [
    'C-02 absolute, drive and device paths',
    ['/etc/x', 'C:\\x', 'C:x', '\\\\host\\share', '\\\\?\\C:\\x', '//x'],
  ],
  ['C-03 mixed separators', ['a\\..\\..\\b', 'a/b\\c']],
  [
    'C-04 what some decoder turns into another path',
    ['%2e%2e/', '%2E%2e/x', '..%c0%af', 'a%2fb', '\ud800', 'a\udc00b'],
  ],
  [
    'C-05 device names',
    ['CON', 'aux.txt', 'com1.log', 'LPT¹', 'nul.', 'CONIN$', 'a/prn', 'CON .txt', 'clock$.x'],
  ],
  ['C-06 dots and spaces at the edges', ['a.', 'a ', ' a', '...', 'a /b', 'a./b', '\u00a0a']],
  [
    'C-07 streams and other forbidden characters',
    ['a:b', 'a::$DATA', 'x::$INDEX_ALLOCATION', 'a*', 'a?', 'a<b', 'a|b'],
  ],
  ['C-11 short names', ['PROGRA~1', 'a/b~2.txt']],
  [
    'C-12 control characters and direction',
    ['a\u202eb', 'a\nb', 'a\u001b[2Jb', 'a\u007f', 'a\0b', 'a\u2028b'],
  ],
  [
    'C-13 too long',
    ['a/'.repeat(120) + 'bb', 'a/'.repeat(32) + 'a', 'a'.repeat(201), 'é'.repeat(101), 'a'.repeat(241)],
  ],
  ['anything but normal form C', ['e\u0301', 'a/o\u0308']],
]

describe('packPathProblem', () => {
  it.each(refused)('refuses %s', (_name, paths) => {
    expect(paths.filter((path) => packPathProblem(path) === undefined)).toEqual([])
  })

  it('accepts ordinary names of every language, dots inside and hidden files', () => {
    const paths = ['a', 'a/b.txt', '.hidden', 'é/ö.png', '日本語/ファイル', 'a b/c', 'x+y=z', '100%', 'a%20b']
    expect(paths.filter((path) => packPathProblem(path) !== undefined)).toEqual([])
  })

  it('never lets a path out of its root, on any system', () => {
    const unit = fc.constantFrom(
      '..',
      '.',
      '/',
      '\\',
      ':',
      'C',
      'a',
      '~1',
      ' ',
      '%2e',
      '\u202e',
      'CON',
      'é',
      '?',
      '$',
    )
    const path = fc.oneof(
      fc.array(unit, { maxLength: 8 }).map((units) => units.join('')),
      fc.string({ unit: 'binary' }),
    )
    fc.assert(
      fc.property(path, (candidate) => {
        if (packPathProblem(candidate) !== undefined) return
        expect(win32.resolve('C:\\root', candidate).startsWith('C:\\root\\')).toBe(true)
        expect(posix.resolve('/root', candidate).startsWith('/root/')).toBe(true)
        expect(encodeURIComponent(candidate)).not.toBe('')
      }),
      { numRuns: 200 },
    )
  })

  it('agrees with the full rule about ordinary paths', () => {
    const unit = fc.constantFrom(
      'a',
      'Z',
      '0',
      '_',
      '-',
      '.',
      ' ',
      '/',
      'con',
      'aux',
      'nul',
      'com1',
      'lpt',
      'clock$',
      '~1',
    )
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 12 }), (units) => {
        const path = units.join('')
        // The first part goes the long way round for its é; it has a rule of its own for nothing but itself.
        expect(packPathProblem(path) === undefined).toBe(
          path !== '' && packPathProblem(`é/${path}`) === undefined,
        )
      }),
      { numRuns: 200 },
    )
  })

  it('throws unsafePath with the path and the rule', () => {
    expect(() => parsePackPath('../evil')).toThrow(
      expect.objectContaining({
        code: 'unsafePath',
        details: { path: '../evil', rule: 'has a part that is "." or ".."' },
      }),
    )
  })
})

describe('packPathCollision', () => {
  it.each([
    ['A.txt', 'a.txt'],
    ['é', 'e\u0301'],
    ['ß', 'ss'],
    ['ẞ', 'ss'],
    ['ﬁ', 'fi'],
    ['İ', 'i\u0307'],
    ['\u212a', 'k'],
    ['ſ', 'S'],
    ['ΑΣ', 'ας'],
    ['a\u200bb', 'ab'],
    ['a/b', 'a/b'],
  ])('C-08, C-10 takes %s and %s for the same', (first, second) => {
    expect(packPathCollision([first, second])).toEqual({ first, second })
  })

  it('C-09 finds a file that is also a folder, in any order and case', () => {
    expect(packPathCollision(['x/A/b/c', 'x/a'])).toEqual({ first: 'x/a', second: 'x/A/b/c' })
  })

  it('lets different names be, names that objects have by birth included', () => {
    expect(packPathCollision(['a', 'ab', 'a-b', '__proto__', 'constructor/x', 'b/c', 'b/d'])).toBeUndefined()
  })

  it('gives every character the key of its upper and lower case forms', () => {
    const different: string[] = []
    for (let code = 0; code < 0x1_0000; code += 1) {
      const character = String.fromCharCode(code)
      const key = packPathKey(character)
      const forms = [character.toUpperCase(), character.toLowerCase(), key]
      if (forms.some((form) => packPathKey(form) !== key)) different.push(code.toString(16))
    }
    expect(different).toEqual([])
  })
})
