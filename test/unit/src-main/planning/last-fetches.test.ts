import { describe, expect, test } from 'vitest'
import { withLastDivided } from '../../../../src-main/planning/last-fetches'
import type { PlannedFetch } from '../../../../src-main/repository/frame-choice'
import type { PackFrame } from '../../../../src-main/repository/pack-index'

const mebibyte = 1024 * 1024

/** Bundles of frames of one MiB each. */
function bundlesOf(...frameCounts: readonly number[]): Parameters<typeof withLastDivided>[0] {
  const frames = frameCounts.flatMap((count, bundle) =>
    Array.from({ length: count }, (_, number): PackFrame => {
      const offset = number * mebibyte
      return {
        bundle,
        offset,
        storedLength: mebibyte,
        chunks: new Uint32Array(),
        prefixChunks: new Uint32Array(),
      }
    }),
  )
  const bundles = frameCounts.map((count, bundle) => ({
    sha256: `bundle ${String(bundle)}`,
    size: count * mebibyte,
  }))
  return { frames, bundles }
}

/** Every frame of every bundle, a whole bundle at a time. */
function wholeBundles({ frames, bundles }: ReturnType<typeof bundlesOf>): readonly PlannedFetch[] {
  return bundles.map(({ size }, bundle) => ({
    bundle,
    isWhole: true,
    offset: 0,
    length: size,
    frames: Uint32Array.from(frames.keys()).filter((position) => frames[position]?.bundle === bundle),
  }))
}

/** As `bundle:first MiB-end MiB`, `bundle` alone for a whole one. */
function shown(fetches: readonly PlannedFetch[]): readonly string[] {
  return fetches.map(({ bundle, isWhole, offset, length }) =>
    isWhole
      ? String(bundle)
      : `${String(bundle)}:${String(offset / mebibyte)}-${String((offset + length) / mebibyte)}`,
  )
}

describe('the last transfers', () => {
  test('are divided, one bundle for each connection, at frames that fill a piece, the smallest last', () => {
    const index = bundlesOf(16, 16, 9, 14)
    const fetches = withLastDivided(index, wholeBundles(index), { connections: 2, begun: new Set() })
    expect(shown(fetches)).toEqual([
      '0',
      '1',
      ...['2:0-4', '2:4-7', '3:0-4', '3:4-8', '3:8-12'],
      ...['2:7-8', '2:8-9', '3:12-13', '3:13-14'],
    ])
  })

  test('bring every frame that was wanted, once, and no frame is cut', () => {
    const index = bundlesOf(11, 16)
    const fetches = withLastDivided(index, wholeBundles(index), { connections: 8, begun: new Set() })
    const brought = fetches.flatMap(({ bundle, offset, length, frames }) =>
      [...frames].map((position) => {
        const frame = index.frames[position]
        const isInside =
          frame?.bundle === bundle &&
          frame.offset >= offset &&
          frame.offset + frame.storedLength <= offset + length
        return [position, isInside]
      }),
    )
    expect(brought.sort(([a = 0], [b = 0]) => Number(a) - Number(b))).toEqual(
      [...index.frames.keys()].map((position) => [position, true]),
    )
  })

  test('stay whole where they are small, where one was begun, and where there is one connection', () => {
    const index = bundlesOf(7, 16)
    const whole = wholeBundles(index)
    expect([
      shown(withLastDivided(index, whole, { connections: 8, begun: new Set(['bundle 1']) })),
      shown(withLastDivided(index, whole, { connections: 1, begun: new Set() })),
    ]).toEqual([
      ['0', '1'],
      ['0', '1'],
    ])
  })

  test('are cut at the same places when only a part of the bundle is left, and without what nobody wants', () => {
    const index = bundlesOf(16)
    const rest: PlannedFetch = {
      bundle: 0,
      isWhole: false,
      offset: 2 * mebibyte,
      length: 12 * mebibyte,
      frames: Uint32Array.of(2, 3, 8, 13),
    }
    const fetches = withLastDivided(index, [rest], { connections: 8, begun: new Set() })
    expect(shown(fetches)).toEqual(['0:2-4', '0:8-12', '0:12-14'])
  })
})
