import { describe, expect, it } from 'vitest'
import { parseAssetPackID } from '../../../../src-shared/domain/asset-pack-id'
import {
  isDrawable,
  parsePictureAddress,
  pictureAddress,
  pictureFacts,
  picturePath,
} from '../../../../src-shared/domain/pack-picture'

function bytes(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'))
}

const png = bytes('89504e47 0d0a1a0a 0000000d 49484452 00000140 000000b4')
const jpeg = bytes('ffd8 ffe0 0004 0000 ff ffc2 0011 08 00b4 0140 03 01 22 00')
const riff = (kind: string, rest: string): Uint8Array => {
  const name = Buffer.from(kind).toString('hex')
  return bytes(`52494646 00000000 57454250 ${name} 00000000 ${rest}`.padEnd(80, '0'))
}
const lossy = riff('VP8 ', '000000 9d012a 4001 b400')
const lossless = riff('VP8L', '2f 3fc12c00 0000000000')
const extended = riff('VP8X', '00000000 3f0100 b30000')

describe('a picture', () => {
  it('is known by its content, with its size', () => {
    const size = { width: 320, height: 180 }
    expect([png, jpeg, lossy, lossless, extended].map(pictureFacts)).toEqual([
      { type: 'image/png', ...size },
      { type: 'image/jpeg', ...size },
      { type: 'image/webp', ...size },
      { type: 'image/webp', ...size },
      { type: 'image/webp', ...size },
    ])
  })

  it('is nothing else, and nothing that is cut short', () => {
    const others = ['<svg xmlns="http://www.w3.org/2000/svg"/>', '<!doctype html>', 'GIF89a', '']
    const found = [
      ...others.map((text) => pictureFacts(new TextEncoder().encode(text))),
      ...[png, jpeg, lossy].map((whole) => pictureFacts(whole.subarray(0, 10))),
      pictureFacts(riff('VP8Z', '')),
    ]
    expect(found).toEqual(found.map(() => undefined))
  })

  it('comes to an end with a file whose segments do not', () => {
    const endless = [
      bytes('ffd8 ffe0 0000 ffe0 0000'),
      bytes(`ffd8 ${'ff'.repeat(40)}`),
      bytes('ffd8 ffe0 ffff 00'),
    ]
    expect(endless.map(pictureFacts)).toEqual([undefined, undefined, undefined])
  })

  it('can be drawn up to 4,096 pixels on a side', () => {
    const sizes = [
      [1, 1],
      [4_096, 4_096],
      [4_097, 1],
      [1, 30_000],
      [0, 9],
    ] as const
    const drawable = sizes.map(([width, height]) => isDrawable({ type: 'image/png', width, height }))
    expect(drawable).toEqual([true, true, false, false, false])
  })
})

describe('where a picture is', () => {
  it('is a path in the pack, and never an address', () => {
    const pictures = [
      'art/cover.png',
      'https://example.com/a.png',
      '../a.png',
      '/a.png',
      'data:image/png,x',
      7,
      '',
    ]
    expect(pictures.map((picture) => picturePath({ userInfo: { picture } }))).toEqual([
      'art/cover.png',
      ...Array.from({ length: 6 }, () => undefined),
    ])
  })

  it('is found again by the address that the window asks for, and no other', () => {
    const address = pictureAddress(parseAssetPackID('com.example'), 24)
    const others = [
      '/pictures/a',
      '/pictures/a/x',
      '/pictures/../3',
      '/pictures/a/3/b',
      '/picture/a/3',
      '/pictures//3',
    ]
    expect([parsePictureAddress(address), ...others.map(parsePictureAddress)]).toEqual([
      { id: 'com.example', version: 24 },
      ...others.map(() => undefined),
    ])
  })
})
