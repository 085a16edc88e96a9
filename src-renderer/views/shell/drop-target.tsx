import { FileDown } from 'lucide-react'
import { useEffect, useState, type ReactElement } from 'react'
import { useText } from '../../components/use-text'
import { useWindowParts } from '../window-context'
import styles from './drop-target.module.css'

/** Takes files that are dropped anywhere onto the window, and says so while they are held over it. */
export function DropTarget(): ReactElement | null {
  const text = useText()
  const isOver = useDroppedFiles()
  if (!isOver) return null
  return (
    <div className={styles['overlay']} data-testid="drop-target" aria-hidden>
      <div className={styles['box']}>
        <FileDown size={32} strokeWidth={1.5} />
        <p className={styles['title']}>{text('files.drop.title')}</p>
        <p>{text('files.drop.text')}</p>
      </div>
    </div>
  )
}

/** Whether files are held over the window. What is dropped goes to the main process, which asks before it does anything. */
function useDroppedFiles(): boolean {
  const { offerFiles } = useWindowParts()
  const [isOver, setIsOver] = useState(false)
  useEffect(() => {
    const stopping = new AbortController()
    const { signal } = stopping
    const over = (event: DragEvent): void => {
      if (!hasFiles(event)) return
      // Without this the window would refuse them.
      event.preventDefault()
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy'
      setIsOver(true)
    }
    const leave = (event: DragEvent): void => {
      // It leaves each part of the page that it goes over; the page itself it leaves to nothing.
      if (event.relatedTarget === null) setIsOver(false)
    }
    const drop = (event: DragEvent): void => {
      setIsOver(false)
      if (!hasFiles(event)) return
      event.preventDefault()
      const files = [...(event.dataTransfer?.files ?? [])]
      if (files.length > 0) offerFiles(files)
    }
    window.addEventListener('dragenter', over, { signal })
    window.addEventListener('dragover', over, { signal })
    window.addEventListener('dragleave', leave, { signal })
    window.addEventListener('drop', drop, { signal })
    return () => {
      stopping.abort()
    }
  }, [offerFiles])
  useEffect(() => {
    if (!isOver) return undefined
    const moved = (): void => {
      // No pointer moves during a drag. It ended elsewhere, over a part of the page that is gone: nobody has said so.
      setIsOver(false)
    }
    window.addEventListener('pointermove', moved)
    return () => {
      window.removeEventListener('pointermove', moved)
    }
  }, [isOver])
  return isOver
}

/** What is dragged within the window is something else. */
function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') === true
}
