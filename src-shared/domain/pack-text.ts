import { rememberedOf } from '../base/remembered'
import type { AssetPackDescription } from './asset-pack'

const maximumTitleLength = 120
const maximumSummaryLength = 600

/** What people call the pack: `userInfo.title` if the publisher gave one, else the id. */
export function packTitle(assetPack: Pick<AssetPackDescription, 'id' | 'userInfo'>): string {
  return titleOf(assetPack)
}

/** Thousands of packs are sorted by it, and each is asked for it many times then. */
const titleOf = rememberedOf(
  (assetPack: Pick<AssetPackDescription, 'id' | 'userInfo'>): string =>
    text(assetPack, 'title', maximumTitleLength) ?? assetPack.id,
)

/** What the pack is for: `userInfo.description`, if the publisher gave one. */
export function packSummary(assetPack: Pick<AssetPackDescription, 'userInfo'>): string | undefined {
  return text(assetPack, 'description', maximumSummaryLength)
}

/** The whole of `userInfo.description`, paragraph by paragraph; none when the publisher gave none. */
export function packParagraphs({ userInfo }: Pick<AssetPackDescription, 'userInfo'>): readonly string[] {
  const value =
    userInfo !== undefined && Object.hasOwn(userInfo, 'description') ? userInfo['description'] : ''
  if (typeof value !== 'string') return []
  const paragraphs = value.split(/\r?\n(?:[ \t]*\r?\n)+/)
  return paragraphs
    .map((paragraph) => withoutControls(paragraph).replaceAll(/\s+/g, ' ').trim())
    .filter((paragraph) => paragraph !== '')
}

function text(
  assetPack: Pick<AssetPackDescription, 'userInfo'>,
  key: string,
  maximumLength: number,
): string | undefined {
  const { userInfo } = assetPack
  const value = userInfo !== undefined && Object.hasOwn(userInfo, key) ? userInfo[key] : undefined
  if (typeof value !== 'string') return undefined
  const line = withoutControls(value).replaceAll(/\s+/g, ' ').trim()
  return line === '' ? undefined : line.slice(0, maximumLength)
}

/** Control and direction-changing characters could make one pack look like another, or break a line of a list. */
export function withoutControls(value: string): string {
  return value.replaceAll(/[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, ' ')
}
