/** What a palette item carries while it is dragged; its data is the node kind. */
export const nodeDragType = 'application/x-gradscope-node'
