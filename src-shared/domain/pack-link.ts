import { isAssetPackID, type AssetPackID } from './asset-pack-id'

/** The scheme of links that lead into the app. */
export const packLinkScheme = 'assetpack'

/** What a link asks for: to see a pack, or to be asked whether it shall be installed. */
export interface PackLink {
  readonly purpose: 'pack' | 'install'
  readonly id: AssetPackID
}

/** No pack's name needs more, and none needs percent signs. */
const shape = /^assetpack:\/\/(pack|install)\/([A-Za-z0-9._-]{1,64})\/?$/i

/** Whether a text begins as such a link does, whatever follows. */
export function looksLikePackLink(text: string): boolean {
  return text.slice(0, packLinkScheme.length + 1).toLowerCase() === `${packLinkScheme}:`
}

/** Reads `assetpack://pack/<id>` or `assetpack://install/<id>`; `undefined` for everything else. */
export function parsePackLink(text: string): PackLink | undefined {
  const [, purpose = '', id = ''] = shape.exec(text) ?? []
  if (!isAssetPackID(id)) return undefined
  return { purpose: purpose.toLowerCase() === 'install' ? 'install' : 'pack', id }
}
