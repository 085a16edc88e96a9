import {
  createContext,
  memo,
  use,
  useEffect,
  useMemo,
  useRef,
  type KeyboardEvent,
  type ReactElement,
} from 'react'
import { GridList, GridListItem, useDragAndDrop, Virtualizer } from 'react-aria-components'
import type { AssetPackDescription } from '../../../src-shared/domain/asset-pack'
import type { AssetPackID } from '../../../src-shared/domain/asset-pack-id'
import type { LibraryEntry } from '../../../src-shared/domain/library'
import { packTitle } from '../../../src-shared/domain/pack-text'
import type { QueueMove } from '../../../src-shared/domain/queue-move'
import { useSteadyList } from '../../components/use-steady-list'
import { useText } from '../../components/use-text'
import { VisuallyHidden } from '../../components/visually-hidden'
import { startsAfter } from '../../format/queue-reason'
import { moveForKey, neighbourMoves, placeAfterMove } from '../../store/queue-moves'
import { useSteadyItems } from '../pack-items'
import { usePackAction, usePacks, useWindowParts } from '../window-context'
import { QueueLayout } from './queue-layout'
import styles from './queue-list.module.css'
import { QueueRow } from './queue-row'

/** What a {@link QueueList} shows. */
export interface QueueListProps {
  /** What waits, first to start first. */
  readonly waiting: readonly LibraryEntry[]
  readonly running: readonly AssetPackDescription[]
}

/**
 * What waits, in an order that a person can change: by dragging, by the buttons of each row, and with Alt and the arrow keys.
 * The list changes when the main process says so; where the pack has come is said aloud then. Of a long queue only the rows in
 * sight are drawn, and a row that changes draws itself. What runs changes all the time, and nothing here does then.
 */
export const QueueList = memo(function QueueList({ waiting, running }: QueueListProps): ReactElement {
  const text = useText()
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
      <QueueContext value={useMemo(() => ({ waiting, running, onMove }), [waiting, running, onMove])}>
        <QueueRows waiting={waiting} dragAndDropHooks={dragAndDropHooks} />
      </QueueContext>
    </div>
  )
})

/** What every row needs of the whole queue. */
interface Queue extends QueueListProps {
  readonly onMove: (id: AssetPackID, move: QueueMove) => void
}

const QueueContext = createContext<Queue | undefined>(undefined)

interface QueueRowsProps {
  readonly waiting: readonly LibraryEntry[]
  readonly dragAndDropHooks: DragAndDropHooks
}

const layoutOptions = { gap: 0, likelyHeight: 69 }

function QueueRows({ waiting, dragAndDropHooks }: QueueRowsProps): ReactElement {
  const text = useText()
  const items = useSteadyItems(waiting)
  return (
    <Virtualizer layout={QueueLayout} layoutOptions={layoutOptions} shouldObserveItemSize>
      <GridList
        aria-label={text('downloads.waiting')}
        aria-describedby="queue-keys"
        className={styles['list'] ?? ''}
        items={items}
        keyboardNavigationBehavior="tab"
        disallowTypeAhead
        dragAndDropHooks={dragAndDropHooks}
      >
        {({ id, title, isFirst }) => (
          <GridListItem
            id={id}
            textValue={title}
            className={styles['item'] ?? ''}
            data-testid={`pack-${id}`}
            data-pack-id={id}
            data-state="waiting"
            data-first={isFirst || undefined}
          >
            <WaitingRow id={id} />
          </GridListItem>
        )}
      </GridList>
    </Virtualizer>
  )
}

function WaitingRow({ id }: { readonly id: AssetPackID }): ReactElement | null {
  const queue = use(QueueContext)
  const onAction = usePackAction()
  const entry = usePacks((state) => state.entries.get(id))
  // It has gone, and the list will know in a moment.
  if (queue === undefined || entry?.download === undefined) return null
  const { waiting, running, onMove } = queue
  const ids = waiting.map(({ assetPack }) => assetPack.id)
  return (
    <QueueRow
      entry={entry}
      after={startsAfter(entry, waiting, running)}
      {...neighbourMoves(id, ids)}
      onMove={(move) => {
        onMove(id, move)
      }}
      onAction={onAction}
    />
  )
}

function packOf({ target }: KeyboardEvent): AssetPackID | undefined {
  if (!(target instanceof Element)) return undefined
  return (target.closest('[data-pack-id]')?.getAttribute('data-pack-id') ?? undefined) as
    AssetPackID | undefined
}

/** Asks for a move, and says where the pack is once it is there. One that changes nothing, or comes to nothing, is not said. */
function useSpokenMove(waiting: readonly LibraryEntry[]): (id: AssetPackID, move: QueueMove) => void {
  const { commands, window } = useWindowParts()
  const asked = useRef<{ readonly id: AssetPackID; readonly place: number } | undefined>(undefined)
  const order = useSteadyList(waiting.map(({ assetPack }) => assetPack.id))
  const latest = useRef(waiting)
  useEffect(() => {
    latest.current = waiting
  }, [waiting])
  useEffect(() => {
    const { current } = asked
    // Whatever the next order is, it is not the answer to what was asked before.
    asked.current = undefined
    if (current === undefined || order[current.place] !== current.id) return
    const entry = latest.current[current.place]
    if (entry === undefined) return
    const title = packTitle(entry.assetPack)
    window.getState().sayMoved({ title, position: current.place + 1, count: order.length })
  }, [order, window])
  useEffect(
    () =>
      window.subscribe(({ refusal }) => {
        if (refusal !== undefined) asked.current = undefined
      }),
    [window],
  )
  return useMemo(
    () => (id, move) => {
      const ids = latest.current.map(({ assetPack }) => assetPack.id)
      const place = placeAfterMove(id, move, ids)
      asked.current = place === undefined || ids[place] === id ? undefined : { id, place }
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
