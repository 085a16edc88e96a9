import { describe, expect, it } from 'vitest'
import type { TextRange } from '../../../../src-shared/base/fuzzy-match'
import type { JsonObject } from '../../../../src-shared/base/json'
import { parseAssetPackID } from '../../../../src-shared/domain/asset-pack-id'
import { searchPacks } from '../../../../src-renderer/store/pack-search'
import { anEntry } from '../../../support/library-builders'

const entries = [
  anEntry({ id: 'frostline-maps', title: 'Frostline Map Pack', summary: 'Ice and snow' }),
  anEntry({
    id: 'harbor-voices',
    title: 'Harbor Voices',
    userInfo: { title: 'Harbor Voices', tags: ['audio', 'de'] },
  }),
]

function ids(search: string): readonly string[] | undefined {
  const found = searchPacks(entries, search)
  return found === undefined ? undefined : [...found.matches.keys()]
}

/** A text with what was found in it in brackets. */
function marked(text: string, ranges: readonly TextRange[]): string {
  return [...ranges]
    .reverse()
    .reduce(
      (rest, { start, end }) => `${rest.slice(0, start)}[${rest.slice(start, end)}]${rest.slice(end)}`,
      text,
    )
}

function excerpt(search: string, userInfo: JsonObject): string | undefined {
  const found = searchPacks([anEntry({ id: 'a', userInfo })], search)?.matches.get(
    parseAssetPackID('a'),
  )?.excerpt
  return found === undefined ? undefined : marked(found.text, found.ranges)
}

describe('searchPacks', () => {
  it('asks nothing of packs when nothing is searched', () => {
    expect([ids(''), ids('  ')]).toEqual([undefined, undefined])
  })

  it('finds by name, by id and by anything else that the publisher says, every word somewhere', () => {
    const searches = ['frost', 'voices', 'harbor-v', 'audio', 'snow frost', 'snow audio']
    expect(searches.map(ids)).toEqual([
      ['frostline-maps'],
      ['harbor-voices'],
      ['harbor-voices'],
      ['harbor-voices'],
      ['frostline-maps'],
      [],
    ])
  })

  it('looks for words like it only where no pack holds the very word', () => {
    const [typo, exact] = [searchPacks(entries, 'fronstline'), searchPacks(entries, 'frostline')]
    expect([typo?.isSimilar, [...(typo?.matches.keys() ?? [])], exact?.isSimilar]).toEqual([
      true,
      ['frostline-maps'],
      false,
    ])
  })

  it('says where it was found, each place once', () => {
    const match = searchPacks(entries, 'map frost pack')?.matches.get(parseAssetPackID('frostline-maps'))
    expect([
      marked('Frostline Map Pack', match?.title ?? []),
      marked('frostline-maps', match?.id ?? []),
      match?.excerpt,
    ]).toEqual(['[Frost]line [Map] [Pack]', '[frost]line-[map]s', undefined])
  })

  it('shows what is around it where neither the name nor the id holds it', () => {
    const changelog = `${'Many small things were mended. '.repeat(5)}The walls of Dock 7 are there again.`
    expect(excerpt('dock', { changelog })).toBe('… mended. The walls of [Dock] 7 are there again.')
    expect(excerpt('deep', { region: { of: ['far', 'deep'] } })).toBe('[deep]')
  })
})
