import './files.css'
import { FileInput } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useT } from '../i18n/index'
import { useView } from '../stores/view'
import { openDropped } from './file-actions'

/** Opens a file that is dropped anywhere on the window, and shows that it would. */
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

/** Whether a file is being dragged over the window. What another drop zone takes is not ours. */
function useFileDrop(onFile: (file: File) => unknown): boolean {
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
      const files = event.dataTransfer?.files
      const file = files?.[0]
      if (files?.length === 1 && file) void onFile(file)
      else useView.getState().notify({ key: 'drop.several' })
    }
    window.addEventListener('dragover', drag)
    window.addEventListener('dragleave', leave)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragover', drag)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('drop', drop)
    }
  }, [onFile])
  return over
}
