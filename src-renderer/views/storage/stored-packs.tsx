import { HardDrive } from 'lucide-react'
import {
  memo,
  useRef,
  useState,
  type CSSProperties,
  type ReactElement,
  type ReactNode,
  type Ref,
} from 'react'
import { GridList, GridListItem, Virtualizer, type Selection } from 'react-aria-components'
import type { StorageUsage } from '../../../src-shared/domain/storage-usage'
import { Button } from '../../components/button'
import { SelectionCheckbox } from '../../components/checkbox'
import { PackArt } from '../../components/pack-art'
import { PackTitle } from '../../components/pack-title'
import { useKeptParts } from '../../components/use-kept-parts'
import { useText } from '../../components/use-text'
import { formatBytes } from '../../format/bytes'
import { storedPacks, type StoredPack } from '../../store/storage-shares'
import { usePlaces } from '../library/use-places'
import { usePackAddress } from '../use-pack-address'
import { usePackKeys } from '../use-pack-keys'
import { usePacks } from '../window-context'
import { RemovePacksQuestion } from './storage-questions'
import styles from './stored-packs.module.css'

const layoutOptions = { gap: 0, likelyHeight: 57 }
const version = (parts: readonly ReactNode[]): ReactNode => <bdi>{parts}</bdi>

/** The installed packs, the one that takes most first; several can be removed together. */
export function StoredPacks({ usage }: { readonly usage: StorageUsage }): ReactElement {
  const text = useText()
  const entries = usePacks((state) => state.entries)
  const packs = useKeptParts(storedPacks(usage, entries))
  const [selection, setSelection] = useState<Selection>(new Set())
  // What was removed meanwhile is no longer selected.
  const selected = packs.filter(({ id }) => selection === 'all' || selection.has(id))
  const list = useRef<HTMLDivElement>(null)
  const onKeyDown = usePackKeys(selected.flatMap(({ id }) => entries.get(id) ?? []))
  const clear = (): void => {
    setSelection(new Set())
    // The button goes with the selection.
    list.current?.focus()
  }
  return (
    <section className={styles['packs']} aria-label={text('storage.biggest')} onKeyDownCapture={onKeyDown}>
      <h2>{text('storage.biggest')}</h2>
      {packs.length === 0 ? (
        <p className={styles['none']} data-testid="nothing-stored">
          <HardDrive size={20} strokeWidth={1.5} aria-hidden />
          {text('storage.biggest.none')}
        </p>
      ) : (
        <>
          <p className={styles['hint']} data-testid="stored-hint">
            {text('storage.biggest.hint')}
          </p>
          <PackList packs={packs} selection={selection} onSelectionChange={setSelection} list={list} />
        </>
      )}
      {selected.length === 0 ? null : <SelectionBar packs={selected} onDone={clear} />}
    </section>
  )
}

interface PackListProps {
  readonly packs: readonly StoredPack[]
  readonly selection: Selection
  readonly onSelectionChange: (selection: Selection) => void
  readonly list: Ref<HTMLDivElement>
}

/** Only for other packs and another selection: what becomes of downloads meanwhile is nothing to it. */
const PackList = memo(function PackList(props: PackListProps): ReactElement {
  const { packs, selection, onSelectionChange, list } = props
  const text = useText()
  const most = packs[0]?.bytes ?? 0
  const { places, heights } = usePlaces('stored')
  return (
    <Virtualizer layout={places} layoutOptions={layoutOptions}>
      <GridList
        ref={list}
        aria-label={text('storage.biggest')}
        className={styles['list'] ?? ''}
        items={packs}
        dependencies={[most, text]}
        keyboardNavigationBehavior="tab"
        disallowTypeAhead
        selectionMode="multiple"
        selectedKeys={selection}
        onSelectionChange={onSelectionChange}
      >
        {(pack) => (
          <GridListItem
            id={pack.id}
            ref={heights.watched(pack.id)}
            textValue={pack.title}
            className={styles['item'] ?? ''}
            data-testid={`stored-${pack.id}`}
            data-pack-id={pack.id}
          >
            <PackLine pack={pack} most={most} />
          </GridListItem>
        )}
      </GridList>
    </Virtualizer>
  )
})

function PackLine({ pack, most }: { readonly pack: StoredPack; readonly most: number }): ReactElement {
  const text = useText()
  const { id, title, policy, keptVersions, bytes } = pack
  return (
    <div className={styles['line']}>
      <SelectionCheckbox label={text('storage.select', { title })} />
      <PackArt id={id} title={title} shape="thumb" />
      <div className={styles['name']}>
        <PackTitle id={id} title={title} level={3} href={usePackAddress(id)} />
        <p className={styles['facts']}>
          {text(`policy.${policy}`)} ·{' '}
          {text.rich('storage.pack.version', { version: pack.version, v: version })}
          {keptVersions === 0 ? '' : ` · ${text('storage.pack.kept', { count: keptVersions })}`}
        </p>
      </div>
      <div className={styles['track']} aria-hidden>
        <div style={{ '--share': `${String((bytes / Math.max(1, most)) * 100)}%` } as CSSProperties} />
      </div>
      <span className={styles['size']}>{formatBytes(bytes, text.locale)}</span>
    </div>
  )
}

/** What is selected, what removing it frees, and the button for it. */
function SelectionBar({
  packs,
  onDone,
}: {
  readonly packs: readonly StoredPack[]
  readonly onDone: () => void
}): ReactElement {
  const text = useText()
  const [isAsking, setAsking] = useState(false)
  const bytes = packs.reduce((total, pack) => total + pack.bytes, 0)
  return (
    <div className={styles['selection']} data-testid="selection">
      <p>{text('storage.selected', { count: packs.length, size: formatBytes(bytes, text.locale) })}</p>
      <Button kind="quiet" testID="clear-selection" onPress={onDone}>
        {text('storage.selected.clear')}
      </Button>
      <Button
        testID="remove-selected"
        onPress={() => {
          setAsking(true)
        }}
      >
        {text('storage.selected.remove')}
      </Button>
      {isAsking ? (
        <RemovePacksQuestion
          packs={packs}
          onClose={() => {
            setAsking(false)
          }}
          onConfirmed={onDone}
        />
      ) : null}
    </div>
  )
}
