import { useState, type ReactElement } from 'react'
import type { AssetPackID } from '../../../src-shared/domain/asset-pack-id'
import type { StorageUsage } from '../../../src-shared/domain/storage-usage'
import { Button } from '../../components/button'
import { SpaceBar, SpaceMark } from '../../components/space-bar'
import { useText } from '../../components/use-text'
import { formatBytes } from '../../format/bytes'
import {
  abandonedDownloads,
  packsWithKept,
  storageShares,
  type StorageKind,
  type StorageShare,
} from '../../store/storage-shares'
import { useWorkedOut } from '../window-context'
import styles from './disk-uses.module.css'
import { KeptQuestion, UnfinishedQuestion } from './storage-questions'
import { useLeaving } from './use-leaving'

/** The disk as a bar, and below it what takes space, each with the one thing to do about it. */
export function DiskUses({ usage }: { readonly usage: StorageUsage }): ReactElement {
  const text = useText()
  const shares = storageShares(usage, useLeaving(usage))
  const label = text('storage.disk.label', {
    free: formatBytes(usage.freeBytes, text.locale),
    size: formatBytes(usage.volumeBytes, text.locale),
  })
  return (
    <section className={styles['disk']} aria-label={text('storage.disk')}>
      <div className={styles['head']}>
        <h2>{text('storage.disk')}</h2>
        <p className={styles['room']}>{label}</p>
      </div>
      <p className={styles['folder']} title={usage.directory} data-testid="container-folder">
        <bdi>{usage.directory}</bdi>
      </p>
      <SpaceBar parts={shares} label={label} />
      <h3 className={styles['uses']}>{text('storage.uses')}</h3>
      <ul className={styles['shares']}>
        {shares.map((share) => (
          <li key={share.kind} className={styles['share']} data-testid={`share-${share.kind}`}>
            <Share share={share} usage={usage} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Share({
  share,
  usage,
}: {
  readonly share: StorageShare
  readonly usage: StorageUsage
}): ReactElement {
  const text = useText()
  const { kind, bytes, count } = share
  return (
    <>
      <SpaceMark kind={kind} />
      <span className={styles['name']}>{text(`storage.${kind}`)}</span>
      <span className={styles['count']}>
        {/* The size says it already where there is none. */}
        {hasCount(kind) && count !== undefined && count > 0 ? text(`storage.${kind}.count`, { count }) : ''}
      </span>
      <span className={styles['size']}>{formatBytes(bytes, text.locale)}</span>
      <span className={styles['action']}>
        <ShareAction kind={kind} bytes={bytes} usage={usage} />
      </span>
    </>
  )
}

function hasCount(kind: StorageKind): kind is 'packs' | 'leaving' | 'kept' | 'unfinished' {
  return kind === 'packs' || kind === 'leaving' || kind === 'kept' || kind === 'unfinished'
}

function ShareAction({
  kind,
  bytes,
  usage,
}: {
  readonly kind: StorageKind
  readonly bytes: number
  readonly usage: StorageUsage
}): ReactElement | null {
  const leaving = useLeaving(usage)
  const abandoned = useWorkedOut(({ entries }) => abandonedDownloads(usage, entries))
  // Where nothing is left to remove the question goes with its button, rather than to wait for the next time.
  if (kind === 'kept') {
    const ids = packsWithKept(usage, leaving)
    return ids.length === 0 ? null : <RemoveKept ids={ids} bytes={bytes} />
  }
  if (kind !== 'unfinished') return null
  return abandoned.length === 0 ? null : <RemoveUnfinished ids={abandoned} />
}

interface RemoveKeptProps {
  readonly ids: readonly AssetPackID[]
  readonly bytes: number
}

function RemoveKept({ ids, bytes }: RemoveKeptProps): ReactElement {
  const text = useText()
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <Button
        testID="remove-kept"
        onPress={() => {
          setAsking(true)
        }}
      >
        {text('storage.kept.remove')}
      </Button>
      {isAsking ? (
        <KeptQuestion
          ids={ids}
          bytes={bytes}
          onClose={() => {
            setAsking(false)
          }}
        />
      ) : null}
    </>
  )
}

function RemoveUnfinished({ ids }: { readonly ids: readonly AssetPackID[] }): ReactElement {
  const text = useText()
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <Button
        testID="remove-unfinished"
        onPress={() => {
          setAsking(true)
        }}
      >
        {text('storage.unfinished.remove')}
      </Button>
      {isAsking ? (
        <UnfinishedQuestion
          ids={ids}
          onClose={() => {
            setAsking(false)
          }}
        />
      ) : null}
    </>
  )
}
