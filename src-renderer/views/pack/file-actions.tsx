import { FolderOpen, ShieldCheck } from 'lucide-react'
import type { ReactElement } from 'react'
import type { LibraryEntry } from '../../../src-shared/domain/library'
import { Button } from '../../components/button'
import { useText } from '../../components/use-text'
import { usePackAction } from '../window-context'
import styles from './file-actions.module.css'

/** What can be done with files that are on this machine. */
export function FileActions({ entry }: { readonly entry: LibraryEntry }): ReactElement {
  const text = useText()
  const onAction = usePackAction()
  const { id } = entry.assetPack
  return (
    <div className={styles['actions']}>
      <Button
        testID="files-check"
        icon={<ShieldCheck size={16} strokeWidth={1.75} aria-hidden />}
        onPress={() => {
          onAction('checkFiles', id)
        }}
      >
        {text('action.checkFiles')}
      </Button>
      <Button
        testID="files-folder"
        icon={<FolderOpen size={16} strokeWidth={1.75} aria-hidden />}
        onPress={() => {
          onAction('showInFolder', id)
        }}
      >
        {text('action.showInFolder')}
      </Button>
    </div>
  )
}
