import { CircleAlert, FolderOpen, RotateCw } from 'lucide-react'
import { useEffect, type ReactElement } from 'react'
import { useIntl } from 'react-intl'
import type { StorageUsage } from '../../../src-shared/domain/storage-usage'
import { bold } from '../../components/bold'
import { Button } from '../../components/button'
import { Callout } from '../../components/callout'
import { ScreenHead } from '../../components/screen-head'
import { useText } from '../../components/use-text'
import { formatBytes } from '../../format/bytes'
import { errorLabels } from '../../format/labels'
import { storageShares, storageSignature } from '../../store/storage-shares'
import { Notices } from '../shell/notices'
import { usePacks, useStorage, useWindowParts } from '../window-context'
import { DiskUses } from './disk-uses'
import { MovePacks } from './move-packs'
import styles from './storage-view.module.css'
import { StoredPacks } from './stored-packs'
import { useLeaving } from './use-leaving'

/** What takes space on the disk of the packs, and how to get it back. */
export function StorageView(): ReactElement {
  const text = useText()
  const usage = useStorage((state) => state.usage)
  const error = useStorage((state) => state.error)
  useMeasurements()
  return (
    <div className={styles['view']}>
      <ScreenHead
        title={text('screen.storage')}
        summary={usage === undefined ? undefined : <UsageSummary usage={usage} />}
        actions={<StorageButtons />}
      />
      <Notices />
      {error === undefined ? null : (
        <Callout tone="err" icon={<CircleAlert size={16} aria-hidden />} testID="storage-failed">
          <p>{text.rich('storage.failed', { b: bold, problem: text(errorLabels[error.code].title) })}</p>
        </Callout>
      )}
      {usage === undefined ? null : <DiskUses usage={usage} />}
      {usage === undefined ? null : <StoredPacks usage={usage} />}
    </div>
  )
}

/** Measures when the screen is opened, and whenever something that takes space has come or gone. */
function useMeasurements(): void {
  const { storage } = useWindowParts()
  const signature = usePacks(({ entries, facts }) => storageSignature(entries, facts.leaving))
  useEffect(() => {
    storage.getState().measure()
  }, [storage, signature])
}

function UsageSummary({ usage }: { readonly usage: StorageUsage }): ReactElement {
  const text = useText()
  const ours = storageShares(usage, useLeaving(usage))
    .filter(({ kind }) => kind !== 'free' && kind !== 'elsewhere')
    .reduce((total, { bytes }) => total + bytes, 0)
  return (
    <>
      {text('storage.summary', {
        used: formatBytes(ours, text.locale),
        free: formatBytes(usage.freeBytes, text.locale),
      })}
    </>
  )
}

function StorageButtons(): ReactElement {
  const text = useText()
  const intl = useIntl()
  const { commands, storage } = useWindowParts()
  const isMeasuring = useStorage((state) => state.isMeasuring)
  const measuredAt = useStorage((state) => state.measuredAt)
  return (
    <>
      <span className={styles['measured']}>
        {isMeasuring
          ? text('storage.measuring')
          : measuredAt === undefined
            ? ''
            : text('storage.measuredAt', { time: intl.formatTime(measuredAt) })}
      </span>
      <Button
        kind="quiet"
        testID="measure-again"
        icon={<RotateCw size={16} strokeWidth={1.75} aria-hidden />}
        isPending={isMeasuring}
        onPress={() => {
          storage.getState().measure()
        }}
      >
        {text('storage.measureAgain')}
      </Button>
      <Button
        testID="show-container"
        icon={<FolderOpen size={16} strokeWidth={1.75} aria-hidden />}
        onPress={() => {
          commands.showContainer()
        }}
      >
        {text('storage.showFolder')}
      </Button>
      <MovePacks />
    </>
  )
}
