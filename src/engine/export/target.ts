/** What a network can be exported to. */
export const exportTargets = {
  pytorch: { title: 'PyTorch', ending: '.py' },
  keras: { title: 'Keras 3', ending: '.py' },
  onnx: { title: 'ONNX', ending: '.onnx' },
} as const

export type ExportTarget = keyof typeof exportTargets

export const exportTargetNames = Object.keys(exportTargets) as readonly ExportTarget[]
