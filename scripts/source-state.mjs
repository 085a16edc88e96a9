// Whether what was made of the sources is still true of them.
import { createHash } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from './project.mjs'

/** Changes whenever one of these files, or a file in one of these folders, is written, added or removed. */
export async function sourceState(sources) {
  const files = (await Promise.all(sources.map((path) => filesIn(join(root, path))))).flat().sort()
  const facts = await Promise.all(files.map(describe))
  return createHash('sha256').update(facts.join('\n')).digest('hex')
}

async function filesIn(path) {
  if (!(await stat(path)).isDirectory()) return [path]
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

async function describe(path) {
  const { mtimeMs, size } = await stat(path)
  return `${path} ${mtimeMs} ${size}`
}
