import type { AssetPackDescription } from './asset-pack'
import { isAssetPackID, type AssetPackID } from './asset-pack-id'
import { packPathProblem } from './pack-path'

/** Limits of a picture that is shown: what is larger, or of another kind, is left out. */
export const pictureLimits = { bytes: 4 * 1024 * 1024, pixelsOnASide: 4_096 } as const

/**
 * Where in the pack its picture is: `userInfo.picture`, the path of a PNG, JPEG or WebP file among the pack's own files. Never
 * an address: a pack that could name one would learn who looks at it.
 */
export function picturePath({ userInfo }: Pick<AssetPackDescription, 'userInfo'>): string | undefined {
  const path = userInfo !== undefined && Object.hasOwn(userInfo, 'picture') ? userInfo['picture'] : undefined
  return typeof path === 'string' && packPathProblem(path) === undefined ? path : undefined
}

/** The path under the window's origin at which an installed version's picture is found. */
export function pictureAddress(id: AssetPackID, version: number): string {
  return `/pictures/${id}/${String(version)}`
}

/** Reads what {@link pictureAddress} made; `undefined` for anything else. */
export function parsePictureAddress(
  address: string,
): { readonly id: AssetPackID; readonly version: number } | undefined {
  const [, id = '', version = ''] = /^\/pictures\/([^/]+)\/([0-9]{1,15})$/.exec(address) ?? []
  return isAssetPackID(id) ? { id, version: Number(version) } : undefined
}

/** What a picture's first bytes say about it. */
export interface PictureFacts {
  readonly type: 'image/png' | 'image/jpeg' | 'image/webp'
  readonly width: number
  readonly height: number
}

/**
 * The kind and size of a picture by its content; names are not believed. `undefined` for what is none of the three kinds, or
 * does not say its size where it must.
 */
export function pictureFacts(bytes: Uint8Array): PictureFacts | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return pngFacts(view) ?? jpegFacts(view) ?? webpFacts(view)
}

/** Whether a picture is of a size that can be drawn without harm: a small file may unfold to gigabytes. */
export function isDrawable({ width, height }: PictureFacts): boolean {
  const most = pictureLimits.pixelsOnASide
  return width > 0 && height > 0 && width <= most && height <= most
}

function pngFacts(view: DataView): PictureFacts | undefined {
  if (view.byteLength < 24 || view.getUint32(0) !== 0x89504e47 || view.getUint32(4) !== 0x0d0a1a0a) {
    return undefined
  }
  return { type: 'image/png', width: view.getUint32(16), height: view.getUint32(20) }
}

const startOfFrame: ReadonlySet<number> = new Set([
  0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf,
])

/** The size stands in the start of the frame, behind segments of stated lengths. */
function jpegFacts(view: DataView): PictureFacts | undefined {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return undefined
  let at = 2
  while (at + 9 <= view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1)
    if (startOfFrame.has(marker)) {
      return { type: 'image/jpeg', width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
    }
    // A marker may be filled up with any number of FF.
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2)
  }
  return undefined
}

function webpFacts(view: DataView): PictureFacts | undefined {
  if (view.byteLength < 30 || text(view, 0) !== 'RIFF' || text(view, 8) !== 'WEBP') return undefined
  const type = 'image/webp'
  switch (text(view, 12)) {
    case 'VP8 ':
      return { type, width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
    case 'VP8L': {
      const bits = view.getUint32(21, true)
      return { type, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
    }
    case 'VP8X':
      return { type, width: uint24(view, 24) + 1, height: uint24(view, 27) + 1 }
    default:
      return undefined
  }
}

function text(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((offset) => view.getUint8(at + offset)))
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) | (view.getUint8(at + 2) << 16)
}
