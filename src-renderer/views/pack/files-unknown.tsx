import { CloudOff } from 'lucide-react'
import type { ReactElement } from 'react'
import type { SerializedError } from '../../../src-shared/domain/errors'
import { EmptyState } from '../../components/empty-state'
import { useText } from '../../components/use-text'
import type { PackDetailState } from '../../store/pack-detail'
import { usePackDetail } from '../window-context'
import { AskAgain, AskFailed } from './ask-failed'
import styles from './files-unknown.module.css'

/** While the list of files is asked for. */
export function AskingForFiles(): ReactElement {
  const text = useText()
  const count = usePackDetail((state) => state.listedFiles)
  return (
    <p className={styles['asking']}>
      {text('files.asking')}{' '}
      {count === 0 ? '' : text('files.askingCount', { files: text('files.folderCount', { count }) })}
    </p>
  )
}

/** Why the list of files is not known, and the way to ask again. */
export function FilesFailed({ error }: { readonly error: SerializedError }): ReactElement {
  const text = useText()
  if (error.code === 'offline') {
    return (
      <EmptyState
        testID="files-offline"
        icon={<CloudOff size={24} strokeWidth={1.5} aria-hidden />}
        title={text('files.offline.title')}
        text={text('files.offline.text')}
        action={<AskAgain of="files" />}
      />
    )
  }
  return <AskFailed of="files" error={error} />
}

/** What is shown {@link OnceKnown}. */
export interface OnceKnownProps {
  readonly changes: PackDetailState['changes']
  readonly children: ReactElement
}

/** Something else as long as it is looked for what changes, or when that cannot be known. */
export function OnceKnown({ changes, children }: OnceKnownProps): ReactElement {
  const text = useText()
  if (changes?.kind === 'asking') return <p className={styles['asking']}>{text('files.asking')}</p>
  return changes?.kind === 'failed' ? <FilesFailed error={changes.error} /> : children
}
