import { Check, Copy } from 'lucide-react'
import { useState, type ReactElement } from 'react'
import { Button } from './button'
import { useSpeech } from './speech'
import { useText } from './use-text'
import styles from './copy-button.module.css'

/** What a {@link CopyButton} copies. */
export interface CopyButtonProps {
  readonly value: string
  /** What it is called, beginning with the words that are seen. */
  readonly label: string
  /** The words that are seen; absent: only the icon is. */
  readonly children?: string
  readonly testID: string
}

/** Puts a text into the clipboard and says so; it is seen until the focus has left. */
export function CopyButton({ value, label, children, testID }: CopyButtonProps): ReactElement {
  const text = useText()
  const speech = useSpeech()
  const [copied, setCopied] = useState<string | undefined>()
  const isCopied = copied === value
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(value)
      setCopied(value)
      speech(text('detail.copied'), 'polite')
    } catch {
      // The system keeps the clipboard to itself: the text stays where it can be selected.
      setCopied(undefined)
    }
  }
  return (
    <span
      className={styles['copy']}
      onBlur={() => {
        setCopied(undefined)
      }}
    >
      <Button
        kind={children === undefined ? 'quiet' : 'plain'}
        label={label}
        testID={testID}
        icon={isCopied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
        onPress={() => {
          void copy()
        }}
      >
        {children}
      </Button>
    </span>
  )
}
