import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { en } from '../../../../src-shared/messages/en'

/** What may say a sentence: the window, the parts of the main process that show something, and what both say alike. */
const speakers = ['src-renderer', 'src-main/electron', 'src-shared/format']

async function sources(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  return (
    await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8')))
  ).join()
}

/** Ids that are put together, as `state.${state}`. */
function patternsIn(code: string): readonly RegExp[] {
  return [...code.matchAll(/`([a-zA-Z]+(?:\.[a-zA-Z.]*)?\$\{[^`]*)`/g)].map(([, template = '']) => {
    const parts = template.split(/\$\{[^}]*\}/).map((part) => part.replaceAll('.', String.raw`\.`))
    return new RegExp(`^${parts.join('.+')}$`)
  })
}

it('every sentence is said somewhere', async () => {
  const code = (await Promise.all(speakers.map(sources))).join()
  const patterns = patternsIn(code).filter(({ source }) => source.includes(String.raw`\.`))
  const isSaid = (id: string): boolean =>
    [`'${id}'`, `"${id}"`].some((quoted) => code.includes(quoted)) ||
    patterns.some((pattern) => pattern.test(id))
  expect(Object.keys(en).filter((id) => !isSaid(id))).toEqual([])
})
