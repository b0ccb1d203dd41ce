import type { MessageKey } from '../i18n/index'

/** What the mouse, and keys beside the commands, do on the canvas. */
export const gestures = [
  ['help.gesture.doubleClick', 'help.gesture.doubleClick.does'],
  ['help.gesture.dragEmpty', 'help.gesture.dragEmpty.does'],
  ['help.gesture.dragSpace', 'help.gesture.dragSpace.does'],
  ['help.gesture.wheel', 'help.gesture.wheel.does'],
  ['help.gesture.wheelZoom', 'help.gesture.wheelZoom.does'],
  ['help.gesture.dragDot', 'help.gesture.dragDot.does'],
  ['help.gesture.dropEmpty', 'help.gesture.dropEmpty.does'],
  ['help.gesture.dragEnd', 'help.gesture.dragEnd.does'],
  ['help.gesture.shiftClick', 'help.gesture.shiftClick.does'],
  ['help.gesture.arrows', 'help.gesture.arrows.does'],
  ['help.gesture.shiftArrows', 'help.gesture.shiftArrows.does'],
  ['help.gesture.escape', 'help.gesture.escape.does'],
] as const satisfies readonly (readonly [MessageKey, MessageKey])[]
