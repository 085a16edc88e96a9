import { ChevronRight } from 'lucide-react'
import type { ReactElement } from 'react'
import type { SerializedError } from '../../src-shared/domain/errors'
import { shortageOf } from '../../src-shared/domain/space-shortage'
import { formatBytes } from '../format/bytes'
import { errorLabels, missingBytes } from '../format/labels'
import styles from './error-line.module.css'
import { useText } from './use-text'

/** What an {@link ErrorLine} shows. */
export interface ErrorLineProps {
  readonly error: SerializedError
  /** The version that still works, when an update of it failed. */
  readonly keptVersion?: number | undefined
  readonly testID?: string
}

/** What went wrong in plain words; the code and the engineers' sentence only for those who open the fold. */
export function ErrorLine({ error, keptVersion, testID }: ErrorLineProps): ReactElement {
  return (
    <div className={styles['error']} data-testid={testID} data-code={error.code}>
      <ErrorSentences error={error} keptVersion={keptVersion} />
      <ErrorDetails error={error} />
    </div>
  )
}

/** What happened, then why and what it means. */
export function ErrorSentences({ error, keptVersion }: Omit<ErrorLineProps, 'testID'>): ReactElement {
  const text = useText()
  const label = errorLabels[error.code]
  const missing = missingBytes(error)
  const isLessEnough = shortageOf(error)?.lowSpace !== undefined
  return (
    <>
      <p className={styles['title']}>{text(label.title)}</p>
      <p>
        {missing === undefined
          ? text(label.text)
          : text(isLessEnough ? 'error.outOfSpace.textWithOffer' : 'error.outOfSpace.textWithBytes', {
              size: formatBytes(missing, text.locale),
            })}
        {keptVersion === undefined ? '' : ` ${text('error.keepsVersion', { version: keptVersion })}`}
      </p>
    </>
  )
}

/** The fold with what support asks for. */
export function ErrorDetails({ error }: { readonly error: SerializedError }): ReactElement {
  const text = useText()
  return (
    <details className={styles['details']}>
      <summary className={styles['summary']}>
        <ChevronRight size={12} aria-hidden />
        {text('error.details')}
      </summary>
      <ErrorFacts error={error} />
    </details>
  )
}

/** The code and the engineers' sentence. */
export function ErrorFacts({ error }: { readonly error: SerializedError }): ReactElement {
  const text = useText()
  return (
    <dl className={styles['facts']}>
      <dt>{text('error.code')}</dt>
      <dd>
        <bdi>{error.code}</bdi>
      </dd>
      <dt>{text('error.message')}</dt>
      <dd>
        <bdi>{error.message}</bdi>
      </dd>
    </dl>
  )
}
