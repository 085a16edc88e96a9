import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../../../../src-shared/base/json'
import { packNews } from '../../../../src-shared/domain/pack-news'

function newsOf(changelog: JsonValue, version = 2): unknown {
  return packNews({ version, userInfo: { changelog } })
}

const plain = (text: string): unknown => [{ look: 'plain', text }]

describe('what is new in a version', () => {
  it('is headings, paragraphs and lists of the text', () => {
    const text = '# News\n\nFirst line\ngoes on.\n- one\n  more of one\n* two\n\n1. three'
    expect(newsOf(text)).toEqual([
      { kind: 'heading', spans: plain('News') },
      { kind: 'paragraph', spans: plain('First line goes on.') },
      { kind: 'list', items: [plain('one more of one'), plain('two')] },
      { kind: 'list', items: [plain('three')] },
    ])
  })

  it('marks bold words and code, and nothing that is not closed', () => {
    expect(newsOf('Now **twice** as `fast()`, **not')).toEqual([
      {
        kind: 'paragraph',
        spans: [
          { look: 'plain', text: 'Now ' },
          { look: 'strong', text: 'twice' },
          { look: 'plain', text: ' as ' },
          { look: 'code', text: 'fast()' },
          { look: 'plain', text: ', **not' },
        ],
      },
    ])
  })

  it('leaves HTML as text, and of a link its words and its host', () => {
    expect(
      newsOf('<b onclick="x()">hi</b> [here](https://example.com/a?b) [no](javascript:alert(1))'),
    ).toEqual([
      {
        kind: 'paragraph',
        spans: plain('<b onclick="x()">hi</b> here (example.com) no)'),
      },
    ])
  })

  it('is a list of the changes, or what is said of that version', () => {
    const byVersion = { 1: 'old', 2: ['new', 7, ' '] }
    expect([newsOf(['a', 'b']), newsOf(byVersion), newsOf(byVersion, 1), newsOf(byVersion, 3)]).toEqual([
      [{ kind: 'list', items: [plain('a'), plain('b')] }],
      [{ kind: 'list', items: [plain('new')] }],
      [{ kind: 'paragraph', spans: plain('old') }],
      [],
    ])
  })

  it('is nothing when there is none, or it is no text', () => {
    const none = [
      packNews({ version: 1, userInfo: undefined }),
      newsOf(7),
      newsOf(null),
      newsOf([]),
      newsOf('\n'),
    ]
    expect(none).toEqual([[], [], [], [], []])
  })

  it('shows no characters that change the direction of what follows', () => {
    expect(newsOf('a\u202Eb')).toEqual([{ kind: 'paragraph', spans: plain('a b') }])
  })
})
