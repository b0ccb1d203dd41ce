import './files.css'
import { FileInput } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useT } from '../i18n/index'
import { openDropped } from './dropped'

/** Opens a graph or data dropped anywhere on the window, and shows that it would. */
export function DropTarget() {
  const t = useT()
  const over = useFileDrop(openDropped)
  if (!over) return null
  return (
    <div className="drop-target" data-testid="drop-target">
      <span>
        <FileInput aria-hidden size={20} />
        {t('drop.title')}
      </span>
    </div>
  )
}

/** Whether files are being dragged over the window. What another drop zone takes is not ours. */
function useFileDrop(onFiles: (files: readonly File[]) => unknown): boolean {
  const [over, setOver] = useState(false)
  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
    const drag = (event: DragEvent) => {
      if (!hasFiles(event)) return
      const taken = event.defaultPrevented
      event.preventDefault()
      if (!taken && event.dataTransfer) event.dataTransfer.dropEffect = 'copy'
      setOver(!taken)
    }
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent) => {
      setOver(false)
      if (event.defaultPrevented || !hasFiles(event)) return
      event.preventDefault()
      void onFiles([...(event.dataTransfer?.files ?? [])])
    }
    window.addEventListener('dragover', drag)
    window.addEventListener('dragleave', leave)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragover', drag)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('drop', drop)
    }
  }, [onFiles])
  return over
}
