import type { ReactElement } from 'react'
import { Button as AriaButton, DialogTrigger, Popover } from 'react-aria-components'
import type { AssetPackDescription } from '../../src-shared/domain/asset-pack'
import type { SerializedError } from '../../src-shared/domain/errors'
import { packTitle } from '../../src-shared/domain/pack-text'
import styles from './error-brief.module.css'
import { ErrorFacts, ErrorSentences } from './error-line'
import { useText } from './use-text'

/** What an {@link ErrorBrief} shows. */
export interface ErrorBriefProps {
  readonly error: SerializedError
  /** The version that still works, when an update of it failed. */
  readonly keptVersion?: number | undefined
  readonly pack: Pick<AssetPackDescription, 'id' | 'userInfo'>
}

/** What went wrong where there is room for three lines; the whole of it, and what support asks for, beside on demand. */
export function ErrorBrief({ error, keptVersion, pack }: ErrorBriefProps): ReactElement {
  const text = useText()
  const label = text('action.named', { action: text('error.details'), title: packTitle(pack) })
  const sentences = <ErrorSentences error={error} keptVersion={keptVersion} />
  return (
    <div className={styles['brief']} data-testid={`error-${pack.id}`} data-code={error.code}>
      <div className={styles['sentences']}>{sentences}</div>
      <DialogTrigger>
        <AriaButton
          className={styles['more'] ?? ''}
          aria-label={label}
          data-testid={`error-details-${pack.id}`}
        >
          {text('error.details')}
        </AriaButton>
        <Popover
          placement="bottom start"
          aria-label={label}
          className={styles['whole'] ?? ''}
          data-testid={`error-whole-${pack.id}`}
        >
          <div>{sentences}</div>
          <ErrorFacts error={error} />
        </Popover>
      </DialogTrigger>
    </div>
  )
}
