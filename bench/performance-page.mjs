// Where results go: a JSON file of the run, and the part of docs/performance.md that is theirs.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../scripts/project.mjs'
import { benchCache } from './npm-content.mjs'

/**
 * Prints the text, and keeps it and what it was made from.
 *
 * @param {string} name of the part: the page has the comments `<!-- name -->` and `<!-- end of name -->`
 * @param {object} results everything that was measured
 * @param {{ text: string, picture?: string }} shown tables of Markdown, and an SVG file
 */
export async function keepResults(name, results, { text, picture }) {
  console.log(`\n${text}\n`)
  const directory = join(benchCache, 'results')
  await mkdir(directory, { recursive: true })
  await writeFile(join(directory, `${name}.json`), `${JSON.stringify(results, null, 2)}\n`)
  const page = join(root, 'docs/performance.md')
  await writeFile(page, between(await readFile(page, 'utf8'), name, text))
  if (picture !== undefined) await writeFile(join(root, `docs/${name}.svg`), picture)
}

/** The word for a target. */
export function met(isMet) {
  return isMet ? 'met' : 'not met'
}

function between(page, name, text) {
  const [start, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`]
  const [first, last] = [page.indexOf(start), page.indexOf(end)]
  if (first === -1 || last === -1) throw new Error(`docs/performance.md has no place for ${name}.`)
  return `${page.slice(0, first + start.length)}\n\n${text}\n\n${page.slice(last)}`
}
