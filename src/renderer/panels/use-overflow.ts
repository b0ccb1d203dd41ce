import { type RefObject, useEffect } from 'react'

/**
 * Lets the wheel move a row that is wider than its place, and writes on it where more of it is:
 * `data-more` is `start`, `end` or both.
 */
export function useOverflow(ref: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const row = ref.current
    if (!row) return
    const mark = () => {
      const most = row.scrollWidth - row.clientWidth
      const more = [
        ...(row.scrollLeft > 1 ? ['start'] : []),
        ...(row.scrollLeft < most - 1 ? ['end'] : []),
      ]
      row.dataset.more = more.join(' ')
    }
    const wheel = (event: WheelEvent) => {
      if (row.scrollWidth <= row.clientWidth || event.ctrlKey) return
      row.scrollLeft += event.deltaX + event.deltaY
      event.preventDefault()
    }
    const resize = new ResizeObserver(mark)
    resize.observe(row)
    const change = new MutationObserver(mark)
    change.observe(row, { childList: true, characterData: true, subtree: true })
    row.addEventListener('scroll', mark, { passive: true })
    row.addEventListener('wheel', wheel, { passive: false })
    return () => {
      resize.disconnect()
      change.disconnect()
      row.removeEventListener('scroll', mark)
      row.removeEventListener('wheel', wheel)
    }
  }, [ref])
}
