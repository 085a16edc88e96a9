/** The colours of a pack that has no picture. */
export interface Art {
  /** Hues in degrees, for two stops of a gradient. */
  readonly from: number
  readonly to: number
  /** Of the gradient, in degrees. */
  readonly angle: number
  /** Where the round shape rises, in percent of the width. */
  readonly rise: number
}

/** Always the same art for the same id: recognisable, and never a broken picture. */
export function packArt(id: string): Art {
  const hash = fnv1a(id.toLowerCase())
  const from = hash % 360
  return {
    from,
    to: (from + 32 + ((hash >>> 9) % 48)) % 360,
    angle: 100 + ((hash >>> 15) % 8) * 10,
    rise: 56 + ((hash >>> 20) % 9) * 5,
  }
}

/** FNV-1a with a last mixing step: short ids that differ in one letter get far apart. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b)
  return (hash ^ (hash >>> 13)) >>> 0
}
