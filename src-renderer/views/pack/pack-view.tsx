import { Package, TriangleAlert } from 'lucide-react'
import { useEffect, type KeyboardEvent, type ReactElement } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import type { AssetPackID } from '../../../src-shared/domain/asset-pack-id'
import type { LibraryEntry } from '../../../src-shared/domain/library'
import { Button } from '../../components/button'
import { EmptyState } from '../../components/empty-state'
import { useText } from '../../components/use-text'
import { VisuallyHidden } from '../../components/visually-hidden'
import { packTabs, sectionOf, type PackTab } from '../../store/route'
import { Notices } from '../shell/notices'
import { useNamedPack } from '../use-named-pack'
import { usePacks, useWindow, useWindowParts } from '../window-context'
import { BackLink } from './back-link'
import { DetailsPanel } from './details-panel'
import { FilesPanel } from './files-panel'
import { NewsPanel } from './news-panel'
import { OverviewPanel } from './overview-panel'
import { PackHead } from './pack-head'
import styles from './pack-view.module.css'
import { useFindings } from './use-findings'
import { VersionsPanel } from './versions-panel'

/** One pack, and everything that is known of it. */
export function PackView(): ReactElement {
  const id = useWindow((state) => state.shown.pack?.id)
  const entry = useNamedPack(id)
  const loaded = usePacks((state) => state.loaded)
  const onKeyDown = useEscape()
  return (
    <div className={styles['view']} onKeyDown={onKeyDown}>
      <BackLink />
      {entry === undefined ? <NoPack id={id} loaded={loaded} /> : <KnownPack entry={entry} />}
    </div>
  )
}

/** Escape leads back, unless something within has a use for it. */
function useEscape(): (event: KeyboardEvent<HTMLElement>) => void {
  const { window } = useWindowParts()
  return (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.target instanceof HTMLInputElement) return
    // What opens above the screen stands elsewhere in the page, but its keys come through here as well.
    if (!event.currentTarget.contains(event.target as Node)) return
    const { go, route } = window.getState()
    go({ screen: sectionOf(route) })
  }
}

function NoPack({
  id,
  loaded,
}: {
  readonly id: AssetPackID | undefined
  readonly loaded: boolean
}): ReactElement {
  const text = useText()
  const go = useWindow((state) => state.go)
  return (
    <>
      <h1 tabIndex={-1}>
        <bdi>{id}</bdi>
      </h1>
      <Notices />
      {loaded ? (
        <EmptyState
          testID="pack-missing"
          icon={<Package size={24} strokeWidth={1.5} aria-hidden />}
          title={text('detail.missing.title')}
          text={text('detail.missing.text')}
          action={
            <Button
              onPress={() => {
                go({ screen: 'library' })
              }}
            >
              {text('detail.missing.action')}
            </Button>
          }
        />
      ) : (
        <p className={styles['waiting']}>{text('detail.loading')}</p>
      )}
    </>
  )
}

function KnownPack({ entry }: { readonly entry: LibraryEntry }): ReactElement {
  const { details } = useWindowParts()
  const { id } = entry.assetPack
  const isLeaving = usePacks(({ facts }) => facts.leaving?.some((pack) => pack.id === id) === true)
  useEffect(() => {
    details.getState().follow(entry, isLeaving)
  }, [details, entry, isLeaving])
  useEffect(
    () => () => {
      details.getState().leave()
    },
    [details, id],
  )
  return (
    <>
      <PackHead entry={entry} />
      <Notices />
      <Panels entry={entry} />
    </>
  )
}

function Panels({ entry }: { readonly entry: LibraryEntry }): ReactElement {
  const text = useText()
  const { window } = useWindowParts()
  const place = useWindow((state) => state.shown.pack)
  const tab = place?.tab ?? 'overview'
  const damaged = useFindings(entry)?.count ?? 0
  const panels: Readonly<Record<PackTab, ReactElement>> = {
    overview: <OverviewPanel entry={entry} />,
    news: <NewsPanel entry={entry} />,
    files: <FilesPanel entry={entry} />,
    versions: <VersionsPanel entry={entry} />,
    details: <DetailsPanel entry={entry} />,
  }
  return (
    <Tabs
      className={styles['tabs'] ?? ''}
      selectedKey={tab}
      onSelectionChange={(key) => {
        const chosen = packTabs.find((candidate) => candidate === key)
        if (chosen !== undefined && place !== undefined)
          window.getState().go({ pack: { ...place, tab: chosen } })
      }}
    >
      <TabList aria-label={text('tab.label')} className={styles['list'] ?? ''}>
        {packTabs.map((name) => (
          <Tab key={name} id={name} className={styles['tab'] ?? ''} data-testid={`tab-${name}`}>
            {text(`tab.${name}`)}
            {name === 'files' && damaged > 0 ? <DamageMark count={damaged} /> : null}
          </Tab>
        ))}
      </TabList>
      {packTabs.map((name) => (
        <TabPanel key={name} id={name} className={styles['panel'] ?? ''} data-testid={`panel-${name}`}>
          {panels[name]}
        </TabPanel>
      ))}
    </Tabs>
  )
}

/** That files need repair, as a check has found, on the way to them. */
function DamageMark({ count }: { readonly count: number }): ReactElement {
  const text = useText()
  return (
    <span className={styles['mark']} data-testid="tab-damage">
      <TriangleAlert size={14} aria-hidden />
      <VisuallyHidden>, {text('files.folderFindings', { count })}</VisuallyHidden>
    </span>
  )
}
