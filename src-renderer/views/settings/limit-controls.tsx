import type { ReactElement } from 'react'
import { usualLimits, type DownloadLimits } from '../../../src-shared/domain/download-limits'
import { Choice } from '../../components/choice'
import { NumberField } from '../../components/number-field'
import { Select } from '../../components/select'
import { Switch } from '../../components/switch'
import { useText } from '../../components/use-text'
import { numberFormat } from '../../../src-shared/format/numbers'
import { formatTimeOfDay, timesToChoose } from '../../format/time-of-day'
import { useSettings } from '../window-context'
import type { SettingControlProps } from './setting-item'
import { useCalmChange } from './use-calm-change'
import styles from './settings-view.module.css'

const megabyte = 1e6
/** What a limit begins with: enough to watch a film beside it on a usual line. */
const firstRate = 5 * megabyte
const firstQuietHours = { from: '22:00', to: '07:00' } as const

interface LimitSwitchOptions {
  readonly testID: string
  readonly isOn: (limits: DownloadLimits) => boolean
  readonly change: (isOn: boolean) => Partial<DownloadLimits>
}

/** A control for a limit that is on or off. */
function limitSwitch({
  testID,
  isOn,
  change,
}: LimitSwitchOptions): (props: SettingControlProps) => ReactElement | null {
  return function LimitSwitch({ controlID, labelID, describedBy }) {
    const limits = useSettings((state) => state.limits)
    const changeLimits = useSettings((state) => state.changeLimits)
    if (limits === undefined) return null
    return (
      <Switch
        controlID={controlID}
        labelID={labelID}
        describedBy={describedBy}
        isOn={isOn(limits)}
        onChange={(next) => {
          void changeLimits(change(next))
        }}
        testID={testID}
      />
    )
  }
}

/** Whether there is a limit on the speed at all. */
export const RateSwitch = limitSwitch({
  testID: 'limitSpeed',
  isOn: ({ bytesPerSecond }) => bytesPerSecond !== undefined,
  change: (isOn) => ({ bytesPerSecond: isOn ? firstRate : undefined }),
})

/** The highest speed, in megabytes a second. */
export function RateControl(props: SettingControlProps): ReactElement | null {
  const rate = useSettings((state) => state.limits?.bytesPerSecond)
  const change = useSettings((state) => state.changeLimits)
  if (rate === undefined) return null
  return (
    <LimitNumber
      {...props}
      value={rate / megabyte}
      least={0.1}
      most={10_000}
      step={0.1}
      format={{ style: 'unit', unit: 'megabyte-per-second', maximumFractionDigits: 2 }}
      onChange={(megabytes) => change({ bytesPerSecond: Math.round(megabytes * megabyte) })}
      testID="bytesPerSecond"
    />
  )
}

/** A control for how many of something there are at once. */
function limitCount(
  name: 'packsAtOnce' | 'connections',
  most: number,
): (props: SettingControlProps) => ReactElement | null {
  return function LimitCount(props) {
    const limits = useSettings((state) => state.limits)
    const change = useSettings((state) => state.changeLimits)
    if (limits === undefined) return null
    return (
      <LimitNumber
        {...props}
        // More than Chromium opens means as many as it does.
        value={Math.min(limits[name] ?? usualLimits[name], most)}
        least={1}
        most={most}
        onChange={(value) => change({ [name]: value })}
        testID={name}
      />
    )
  }
}

/** How many packs at once. */
export const PacksControl = limitCount('packsAtOnce', 16)

/** How many connections a pack has: as many as Chromium opens to one host. */
export const ConnectionsControl = limitCount('connections', 6)

interface LimitNumberProps extends SettingControlProps {
  readonly value: number
  readonly least: number
  readonly most: number
  readonly step?: number
  readonly format?: Intl.NumberFormatOptions
  readonly onChange: (value: number) => Promise<void>
  readonly testID: string
}

function LimitNumber({ title: _title, onProblem, onChange, ...props }: LimitNumberProps): ReactElement {
  const text = useText()
  const onCalmChange = useCalmChange(onChange)
  const { least, most, format = {} } = props
  const shown = (value: number): string => numberFormat(text.locale, format).format(value)
  return (
    <NumberField
      {...props}
      onChange={onCalmChange}
      more={text('settings.increase')}
      less={text('settings.decrease')}
      onRefused={(isRefused) => {
        onProblem(isRefused ? text('settings.range', { least: shown(least), most: shown(most) }) : undefined)
      }}
    />
  )
}

/** Whether traffic costs money here. */
export const MeteredSwitch = limitSwitch({
  testID: 'treatAsMetered',
  isOn: ({ treatAsMetered }) => treatAsMetered ?? false,
  change: (treatAsMetered) => ({ treatAsMetered }),
})

/** Whether updates wait until somebody asks. */
export function UpdatesControl({ title, describedBy }: SettingControlProps): ReactElement | null {
  const text = useText()
  const limits = useSettings((state) => state.limits)
  const change = useSettings((state) => state.changeLimits)
  if (limits === undefined) return null
  return (
    <Choice
      label={title}
      describedBy={describedBy}
      value={limits.updatesOnRequest === true ? 'request' : 'automatic'}
      options={[
        { value: 'automatic', content: text('settings.updatesOnRequest.automatic') },
        { value: 'request', content: text('settings.updatesOnRequest.request') },
      ]}
      onChange={(value) => {
        void change({ updatesOnRequest: value === 'request' })
      }}
      testID="updatesOnRequest"
    />
  )
}

/** Whether there are quiet hours. */
export const QuietSwitch = limitSwitch({
  testID: 'quietHours',
  isOn: ({ quietHours }) => quietHours !== undefined,
  change: (isOn) => ({ quietHours: isOn ? firstQuietHours : undefined }),
})

/** When they begin and end. */
export function QuietTimeControl({ describedBy, onProblem }: SettingControlProps): ReactElement | null {
  const text = useText()
  const quietHours = useSettings((state) => state.limits?.quietHours)
  const change = useSettings((state) => state.changeLimits)
  if (quietHours === undefined) return null
  return (
    <span className={styles['times']}>
      {(['from', 'to'] as const).map((end) => (
        <span key={end} className={styles['time']}>
          <span id={`quiet-${end}`}>{text(`settings.quietTime.${end}`)}</span>
          <Select
            labelID={`quiet-${end}`}
            describedBy={describedBy}
            value={quietHours[end]}
            options={timesToChoose(quietHours[end]).map((time) => ({
              value: time,
              title: formatTimeOfDay(time, text.locale),
            }))}
            onChange={(time) => {
              const next = { ...quietHours, [end]: time }
              const isSame = next.from === next.to
              onProblem(isSame ? text('settings.quietTime.same') : undefined)
              if (!isSame) void change({ quietHours: next })
            }}
            testID={`quiet-${end}`}
          />
        </span>
      ))}
    </span>
  )
}

/** Nothing to choose: Chromium asks the system. */
export function ProxyControl({ labelID }: SettingControlProps): ReactElement {
  const text = useText()
  return (
    <span className={styles['value']} role="group" aria-labelledby={labelID}>
      {text('settings.proxy.system')}
    </span>
  )
}
