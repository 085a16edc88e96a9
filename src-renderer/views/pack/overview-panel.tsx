import { CircleAlert, CloudOff } from 'lucide-react'
import { useEffect, type ReactElement } from 'react'
import type { LibraryEntry } from '../../../src-shared/domain/library'
import { packState } from '../../../src-shared/domain/pack-state'
import { packParagraphs } from '../../../src-shared/domain/pack-text'
import type { PackPlan } from '../../../src-shared/domain/pack-plan'
import { bold } from '../../components/bold'
import { Callout } from '../../components/callout'
import { useText } from '../../components/use-text'
import { formatBytes } from '../../format/bytes'
import { formatDate } from '../../format/date'
import { missingForPlan, planSentences, reusedFraction } from '../../format/plan-sentence'
import { usePackDetail, usePacks, useSettings } from '../window-context'
import { AskFailed } from './ask-failed'
import { FactList, type Fact } from './fact-list'
import styles from './overview-panel.module.css'

/** What the pack is, what having it takes, and how it is here now. */
export function OverviewPanel({ entry }: { readonly entry: LibraryEntry }): ReactElement {
  const text = useText()
  return (
    <div className={styles['columns']}>
      <div className={styles['main']}>
        {packState(entry) === 'obsolete' ? (
          <Callout tone="warn" icon={<CircleAlert size={16} aria-hidden />} testID="pack-obsolete">
            <p>{text.rich('detail.obsolete', { b: bold })}</p>
          </Callout>
        ) : null}
        <About entry={entry} />
        <Plan entry={entry} />
      </div>
      <section className={styles['aside']}>
        <h2>{text('overview.state')}</h2>
        <State entry={entry} />
      </section>
    </div>
  )
}

function About({ entry }: { readonly entry: LibraryEntry }): ReactElement {
  const text = useText()
  const paragraphs = packParagraphs(entry.assetPack)
  return (
    <section className={styles['about']}>
      <h2>{text('overview.about')}</h2>
      {paragraphs.length === 0 ? (
        <p className={styles['quiet']}>{text('overview.noDescription')}</p>
      ) : (
        paragraphs.map((paragraph, index) => (
          <p key={index} dir="auto">
            {paragraph}
          </p>
        ))
      )}
    </section>
  )
}

function Plan({ entry }: { readonly entry: LibraryEntry }): ReactElement | null {
  const text = useText()
  const plan = usePackDetail((state) => state.plan)
  if (plan === undefined) return null
  const { assetPack, local } = entry
  return (
    <section className={styles['plan']} data-testid="plan" data-kind={plan.kind}>
      <h2>
        {local === undefined ? text('plan.install') : text('plan.update', { version: assetPack.version })}
      </h2>
      {plan.kind === 'asking' ? <p className={styles['quiet']}>{text('plan.asking')}</p> : null}
      {plan.kind === 'known' ? <KnownPlan entry={entry} plan={plan.value} /> : null}
      {plan.kind !== 'failed' ? null : plan.error.code === 'offline' ? (
        <p className={styles['offline']}>
          <CloudOff size={16} aria-hidden />
          {text('plan.offline')}
        </p>
      ) : (
        <AskFailed of="plan" error={plan.error} />
      )}
    </section>
  )
}

function KnownPlan({ entry, plan }: { readonly entry: LibraryEntry; readonly plan: PackPlan }): ReactElement {
  const text = useText()
  const freeBytes = usePacks((state) => state.facts.freeBytes)
  const { installedSize } = entry.assetPack
  const facts = { plan, installedSize, isUpdate: entry.local !== undefined, freeBytes }
  const missing = missingForPlan(facts)
  const sentences = planSentences(facts).map(({ id, sizes }) =>
    text(
      id,
      Object.fromEntries(
        Object.entries(sizes).map(([name, bytes]) => [name, formatBytes(bytes, text.locale)]),
      ),
    ),
  )
  const canUseLess = plan.lowSpaceBytesNeeded !== undefined && plan.lowSpaceBytesNeeded <= (freeBytes ?? 0)
  return (
    <>
      <p className={styles['sentence']} data-testid="plan-line">
        {sentences.join(' ')}
      </p>
      {plan.bytesReused > 0 ? <Reused plan={plan} installedSize={installedSize} /> : null}
      {missing === undefined ? null : (
        <Callout tone="err" icon={<CircleAlert size={16} aria-hidden />} testID="plan-short">
          <p>
            {text.rich(canUseLess ? 'plan.shortUpdate' : 'plan.short', {
              b: bold,
              size: formatBytes(missing, text.locale),
            })}
          </p>
        </Callout>
      )}
    </>
  )
}

/** How much of the version is here already, as a sentence and as a picture of it. */
function Reused({
  plan,
  installedSize,
}: {
  readonly plan: PackPlan
  readonly installedSize: number
}): ReactElement {
  const text = useText()
  const fraction = reusedFraction({ plan, installedSize })
  return (
    <div className={styles['reused']}>
      <div className={styles['track']} aria-hidden>
        <div className={styles['share']} style={{ inlineSize: `${fraction * 100}%` }} />
      </div>
      <p>
        {text('plan.reused', {
          reused: formatBytes(plan.bytesReused, text.locale),
          total: formatBytes(installedSize, text.locale),
        })}
      </p>
    </div>
  )
}

/** How updates of the pack come; `undefined` until what the person set is known. */
function useUpdates({ assetPack, local }: LibraryEntry): 'on' | 'onRequest' | 'off' | undefined {
  const limits = useSettings((state) => state.limits)
  const readLimits = useSettings((state) => state.readLimits)
  useEffect(() => {
    readLimits()
  }, [readLimits])
  if (local?.isPinned === true) return 'off'
  // Needed packs update by themselves whatever was set.
  if (assetPack.policy.kind === 'essential') return 'on'
  if (limits === undefined) return undefined
  return limits.updatesOnRequest === true ? 'onRequest' : 'on'
}

function State({ entry }: { readonly entry: LibraryEntry }): ReactElement {
  const text = useText()
  const versions = usePackDetail((state) => state.versions)
  const { assetPack, local } = entry
  const updates = useUpdates(entry)
  const active = versions.kind === 'known' ? versions.value.find(({ isActive }) => isActive) : undefined
  const facts: readonly Fact[] =
    local === undefined
      ? [{ name: text('versions.place.active'), value: text('overview.notInstalled') }]
      : [
          {
            name: text('versions.place.active'),
            value: text('overview.installed', { version: local.version }),
          },
          ...(active === undefined || active.installedAt === 0
            ? []
            : [{ name: text('overview.since'), value: formatDate(active.installedAt, text.locale) }]),
          { name: text('overview.size'), value: formatBytes(local.installedSize, text.locale) },
          {
            name: text('overview.updates'),
            value: updates === undefined ? '' : text(`overview.updates.${updates}`),
          },
        ]
  return (
    <FactList
      form="aside"
      facts={[
        ...facts,
        { name: text('overview.wanted'), value: text(`overview.wanted.${assetPack.policy.kind}`) },
      ]}
    />
  )
}
