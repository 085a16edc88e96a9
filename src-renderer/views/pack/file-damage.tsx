import { TriangleAlert } from 'lucide-react'
import type { ReactElement } from 'react'
import type { LibraryEntry } from '../../../src-shared/domain/library'
import { bold } from '../../components/bold'
import { Button } from '../../components/button'
import { Callout } from '../../components/callout'
import { useText } from '../../components/use-text'
import type { CheckedFiles } from '../../store/pack-check'
import { useWindowParts } from '../window-context'

/** What a {@link FileDamage} tells. */
export interface FileDamageProps {
  readonly entry: LibraryEntry
  readonly checked: CheckedFiles
}

/** How many files a check found damaged, and the way to mend them. */
export function FileDamage({ entry, checked }: FileDamageProps): ReactElement {
  const text = useText()
  const { checks } = useWindowParts()
  return (
    <Callout
      tone="warn"
      icon={<TriangleAlert size={16} aria-hidden />}
      testID="files-damage"
      actions={
        <Button
          testID="files-repair"
          onPress={() => {
            checks.getState().start(entry.assetPack.id, 'repair')
          }}
        >
          {text('check.repair')}
        </Button>
      }
    >
      <p>{text.rich('files.findings', { b: bold, count: checked.count })}</p>
    </Callout>
  )
}
