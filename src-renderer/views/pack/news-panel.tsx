import { Newspaper } from 'lucide-react'
import type { ReactElement } from 'react'
import type { LibraryEntry } from '../../../src-shared/domain/library'
import { packNews, type NewsBlock, type NewsSpan } from '../../../src-shared/domain/pack-news'
import { EmptyState } from '../../components/empty-state'
import { useText } from '../../components/use-text'
import { formatDate } from '../../format/date'
import { usePackDetail } from '../window-context'
import styles from './news-panel.module.css'
import { shownVersions, type ShownVersion } from './shown-versions'

/** What the publisher says is new, version by version: words only, never a page. */
export function NewsPanel({ entry }: { readonly entry: LibraryEntry }): ReactElement {
  const text = useText()
  const versions = usePackDetail((state) => state.versions)
  const here = versions.kind === 'known' ? versions.value : undefined
  const news = shownVersions(entry, here).map((version) => ({
    version,
    blocks: packNews(version.assetPack),
  }))
  if (news.every(({ blocks }) => blocks.length === 0)) {
    return (
      <EmptyState
        testID="news-empty"
        icon={<Newspaper size={24} strokeWidth={1.5} aria-hidden />}
        title={text('news.empty.title')}
        text={text('news.empty.text')}
      />
    )
  }
  return (
    <div className={styles['news']}>
      {news.map(({ version, blocks }) => (
        <section key={version.assetPack.version} className={styles['version']}>
          <div className={styles['head']}>
            <h2>{text('news.version', { version: version.assetPack.version })}</h2>
            <p>{placeText(text, version)}</p>
          </div>
          <div className={styles['text']}>
            {blocks.length === 0 ? <p className={styles['quiet']}>{text('news.none')}</p> : null}
            {blocks.map((block, index) => (
              <Block key={index} block={block} />
            ))}
          </div>
        </section>
      ))}
    </div>
  )
}

function placeText(text: ReturnType<typeof useText>, { place, installedAt }: ShownVersion): string {
  if (place !== 'active') return text(`news.place.${place}`)
  return installedAt === undefined
    ? text('versions.place.active')
    : text('news.place.active', { date: formatDate(installedAt, text.locale) })
}

function Block({ block }: { readonly block: NewsBlock }): ReactElement {
  switch (block.kind) {
    case 'heading':
      return (
        <h3 dir="auto">
          <Spans spans={block.spans} />
        </h3>
      )
    case 'paragraph':
      return (
        <p dir="auto">
          <Spans spans={block.spans} />
        </p>
      )
    case 'list':
      return (
        <ul className={styles['list']}>
          {block.items.map((spans, index) => (
            <li key={index}>
              {/* The mark stands at the beginning of the page's lines, whichever way the words run. */}
              <span dir="auto" className={styles['item']}>
                <Spans spans={spans} />
              </span>
            </li>
          ))}
        </ul>
      )
  }
}

function Spans({ spans }: { readonly spans: readonly NewsSpan[] }): ReactElement {
  return (
    <>
      {spans.map(({ look, text }, index) => {
        if (look === 'strong') return <b key={index}>{text}</b>
        return look === 'code' ? <code key={index}>{text}</code> : <span key={index}>{text}</span>
      })}
    </>
  )
}
