import type { ReactElement } from 'react'
import { Choice } from '../../components/choice'
import { useText } from '../../components/use-text'
import { updateTimes, type UpdateTime } from '../../store/welcome-choices'
import { Step } from './step'

/** What a {@link TimeStep} shows. */
export interface TimeStepProps {
  readonly time: UpdateTime
  readonly onTime: (time: UpdateTime) => void
}

/** When what is newer comes by itself. */
export function TimeStep({ time, onTime }: TimeStepProps): ReactElement {
  const text = useText()
  return (
    <Step title={text('welcome.time')} hint={text(`welcome.time.${time}.hint`)}>
      <Choice
        label={text('welcome.time')}
        value={time}
        options={updateTimes.map((value) => ({ value, content: text(`welcome.time.${value}`) }))}
        onChange={onTime}
        testID="welcome-time"
      />
    </Step>
  )
}
