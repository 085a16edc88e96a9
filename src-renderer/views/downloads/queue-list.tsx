import { useEffect, useMemo, useRef, type KeyboardEvent, type ReactElement } from 'react'
import { GridList, GridListItem, useDragAndDrop } from 'react-aria-components'
import type { AssetPackID } from '../../../src-shared/domain/asset-pack-id'
import type { LibraryEntry } from '../../../src-shared/domain/library'
import { packTitle } from '../../../src-shared/domain/pack-text'
import type { QueueMove } from '../../../src-shared/domain/queue-move'
import { useText } from '../../components/use-text'
import { VisuallyHidden } from '../../components/visually-hidden'
import { startsAfter } from '../../format/queue-reason'
import { moveForKey, neighbourMoves } from '../../store/queue-moves'
import { usePackAction, useWindowParts } from '../window-context'
import styles from './queue-list.module.css'
import { QueueRow } from './queue-row'

/** What a {@link QueueList} shows. */
export interface QueueListProps {
  /** What waits, first to start first. */
  readonly waiting: readonly LibraryEntry[]
  readonly running: readonly LibraryEntry[]
}

/**
 * What waits, in an order that a person can change: by dragging, by the buttons of each row, and with Alt and the arrow keys.
 * The list changes when the main process says so; where the pack has come is said aloud then.
 */
export function QueueList({ waiting, running }: QueueListProps): ReactElement {
  const text = useText()
  const onAction = usePackAction()
  const ids = waiting.map(({ assetPack }) => assetPack.id)
  const onMove = useSpokenMove(waiting)
  const dragAndDropHooks = useReordering(waiting, onMove)
  return (
    <div
      onKeyDownCapture={(event) => {
        const id = packOf(event)
        const move = id === undefined ? undefined : moveForKey(event, id, ids)
        if (id === undefined || move === undefined) return
        event.preventDefault()
        event.stopPropagation()
        if (move !== 'none') onMove(id, move)
      }}
    >
      <VisuallyHidden>
        <span id="queue-keys">{text('downloads.queueKeys')}</span>
      </VisuallyHidden>
      <GridList
        aria-label={text('downloads.waiting')}
        aria-describedby="queue-keys"
        className={styles['list'] ?? ''}
        items={waiting.map((entry) => ({ id: entry.assetPack.id, entry }))}
        dependencies={[running, onAction, onMove]}
        keyboardNavigationBehavior="tab"
        disallowTypeAhead
        dragAndDropHooks={dragAndDropHooks}
      >
        {({ id, entry }) => (
          <GridListItem
            id={id}
            textValue={packTitle(entry.assetPack)}
            className={styles['item'] ?? ''}
            data-testid={`pack-${id}`}
            data-pack-id={id}
            data-state="waiting"
          >
            <QueueRow
              entry={entry}
              after={startsAfter(entry, waiting, running)}
              {...neighbourMoves(id, ids)}
              onMove={(move) => {
                onMove(id, move)
              }}
              onAction={onAction}
            />
          </GridListItem>
        )}
      </GridList>
    </div>
  )
}

function packOf({ target }: KeyboardEvent): AssetPackID | undefined {
  if (!(target instanceof Element)) return undefined
  return (target.closest('[data-pack-id]')?.getAttribute('data-pack-id') ?? undefined) as
    AssetPackID | undefined
}

/** Asks for a move, and says where the pack is once it is there. */
function useSpokenMove(waiting: readonly LibraryEntry[]): (id: AssetPackID, move: QueueMove) => void {
  const { commands, window } = useWindowParts()
  const asked = useRef<{ readonly id: AssetPackID; readonly from: number } | undefined>(undefined)
  const latest = useRef(waiting)
  useEffect(() => {
    latest.current = waiting
    const { current } = asked
    if (current === undefined) return
    const position = waiting.findIndex(({ assetPack }) => assetPack.id === current.id)
    if (position === current.from) return
    asked.current = undefined
    const entry = waiting[position]
    if (entry === undefined) return
    const title = packTitle(entry.assetPack)
    window.getState().sayMoved({ title, position: position + 1, count: waiting.length })
  }, [waiting, window])
  return useMemo(
    () => (id, move) => {
      asked.current = { id, from: latest.current.findIndex(({ assetPack }) => assetPack.id === id) }
      commands.move(id, move)
    },
    [commands],
  )
}

type DragAndDropHooks = ReturnType<typeof useDragAndDrop>['dragAndDropHooks']

function useReordering(
  waiting: readonly LibraryEntry[],
  onMove: (id: AssetPackID, move: QueueMove) => void,
): DragAndDropHooks {
  const known = (key: unknown): AssetPackID | undefined =>
    waiting.find(({ assetPack }) => assetPack.id === key)?.assetPack.id
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ 'text/plain': String(key) })),
    onReorder: ({ keys, target }) => {
      const [moved, beside] = [known([...keys][0]), known(target.key)]
      if (moved === undefined || beside === undefined || target.dropPosition === 'on') return
      onMove(moved, { kind: target.dropPosition, id: beside })
    },
  })
  return dragAndDropHooks
}
