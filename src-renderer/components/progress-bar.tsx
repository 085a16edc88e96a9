import type { ReactElement } from 'react'
import { ProgressFrame, ProgressTrack, type ProgressFacts } from './progress-track'

/** A bar that tells its state by colour and by a sentence. */
export function ProgressBar(facts: ProgressFacts): ReactElement {
  return (
    <ProgressFrame {...facts}>
      <ProgressTrack tone={facts.state} fraction={facts.fraction} />
    </ProgressFrame>
  )
}
