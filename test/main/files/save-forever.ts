import { writeAtomic } from '../../../src/main/files/write-atomic'

/** Saves one version after another until it is killed; each line and the number of lines tell it. */
const [path = ''] = process.argv.slice(2)
for (let version = 0; ; version++) {
  const line = `${version}\n`
  const lines = 20_000 + (version % 50)
  await writeAtomic(path, new TextEncoder().encode(`${lines}\n${line.repeat(lines)}`))
  if (version === 0) process.stdout.write('saved\n')
}
