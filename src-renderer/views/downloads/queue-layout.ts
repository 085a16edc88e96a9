import {
  LayoutInfo,
  Point,
  Rect,
  type DropTarget,
  type ItemDropTarget,
  type Key,
} from 'react-aria-components'
import { PackLayout } from '../library/pack-layout'

/** Thick enough to be seen between two rows, in CSS pixels. */
const indicatorHeight = 2

/** Where the rows of the queue stand, and between which of them something that is dragged would come. */
export class QueueLayout extends PackLayout {
  /** `x` and `y` are from the corner of the list, which is as high as all its rows: the screen around it scrolls. */
  getDropTargetFromPoint(
    x: number,
    y: number,
    isValidDropTarget: (target: DropTarget) => boolean,
  ): DropTarget | null {
    const key = this.virtualizer?.keyAtPoint(new Point(x, y)) ?? null
    const place = key === null ? null : this.getLayoutInfo(key)
    if (place === null) return { type: 'root' }
    const isUpperHalf = y <= place.rect.y + place.rect.height / 2
    const target: ItemDropTarget = {
      type: 'item',
      key: place.key,
      dropPosition: isUpperHalf ? 'before' : 'after',
    }
    return isValidDropTarget(target) ? target : null
  }

  /** The line that shows it. */
  override getDropTargetLayoutInfo({ key, dropPosition }: ItemDropTarget): LayoutInfo {
    const row = this.getLayoutInfo(key)?.rect ?? new Rect()
    const edge = dropPosition === 'before' ? row.y : row.maxY
    const top = Math.max(0, edge - indicatorHeight / 2)
    return new LayoutInfo(
      'dropIndicator',
      indicatorKey(key, dropPosition),
      new Rect(row.x, top, row.width, indicatorHeight),
    )
  }
}

function indicatorKey(key: Key, position: ItemDropTarget['dropPosition']): string {
  return `${String(key)}:${position}`
}
