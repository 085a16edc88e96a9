import type { DownloadSegment } from '../../src-shared/domain/download-status-update'

/** No part of a bar is drawn narrower, however little time it takes: it must be seen that it exists. */
const leastShare = 0.06

/** The widths of the parts of a bar, which are all of it together. */
export function segmentWidths(segments: readonly DownloadSegment[]): readonly number[] {
  const wide = segments.map(({ share }) => Math.max(share, leastShare))
  const whole = wide.reduce((sum, width) => sum + width, 0)
  return wide.map((width) => width / whole)
}
