import { createContext, use, useMemo, type ComponentProps, type ReactElement, type ReactNode } from 'react'
import { CollectionRendererContext, type Key } from 'react-aria-components'

const RowNumbers = createContext<ReadonlyMap<Key, number>>(new Map())

/** What a {@link NumberedRows} needs. */
export interface NumberedRowsProps {
  /** In the order of the list. */
  readonly items: readonly { readonly id: Key }[]
  readonly children: ReactNode
}

/**
 * Numbers the rows of the `GridList` in it, which is in a `Virtualizer`; each row is a {@link NumberedRow}. By itself every row
 * goes through the whole list to find its own number whenever it is drawn: of thousands of packs that takes longer than the rest
 * of the row.
 */
export function NumberedRows({ items, children }: NumberedRowsProps): ReactElement {
  const numbers = useMemo(() => new Map(items.map(({ id }, index) => [id, index + 1])), [items])
  const renderer = use(CollectionRendererContext)
  const rendererOfNumbered = useMemo(() => {
    const { CollectionRoot } = renderer
    const ofRows = { ...renderer, isVirtualized: false }
    return {
      ...renderer,
      CollectionRoot: (props: ComponentProps<typeof CollectionRoot>) => (
        <CollectionRendererContext value={ofRows}>
          <CollectionRoot {...props} />
        </CollectionRendererContext>
      ),
    }
  }, [renderer])
  return (
    <CollectionRendererContext value={rendererOfNumbered}>
      <RowNumbers value={numbers}>{children}</RowNumbers>
    </CollectionRendererContext>
  )
}

/** What a {@link NumberedRow} is made of. */
export interface NumberedRowProps {
  readonly id: Key
  readonly row: ComponentProps<'div'>
}

/** A row that says which of all rows it is, those that are not drawn included, and whether none comes after it. */
export function NumberedRow({ id, row }: NumberedRowProps): ReactElement {
  const numbers = use(RowNumbers)
  const number = numbers.get(id)
  return <div {...row} aria-rowindex={number} data-last={number === numbers.size || undefined} />
}
