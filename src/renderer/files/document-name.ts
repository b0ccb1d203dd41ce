const extension = /\.gradscope$/i

/** `nets/mnist.gradscope` → `mnist`. */
export function documentName(fileName: string): string {
  const base = fileName.split(/[\\/]/).at(-1) ?? fileName
  return base.replace(extension, '').normalize('NFC').slice(0, 200)
}
