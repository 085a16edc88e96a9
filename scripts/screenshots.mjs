// `npm run screenshots`: takes the pictures in docs/screenshots/ and writes docs/screens.md.
import { existsSync } from 'node:fs'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openDisplay } from './display.mjs'
import { ensureAll } from './ensure.mjs'
import { cacheDirectory, root, runScript, say, SetUpError } from './project.mjs'
import { pictureFile, screensPage } from './screenshots/screens-page.mjs'

const help = `Usage: npm run screenshots -- [options] [view...]

Publishes the demonstration content and two thousand small packs, drives the built app through all its views, and takes
the pictures in docs/screenshots/ that docs/screens.md shows. With the names of views only those are taken; the app
goes through what comes before them all the same.

Options:
  --look <name>  take only this look: light, dark, narrow, phone, german or arabic; may be given several times
  --help         print this and end
`

await runScript(async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { look: { type: 'string', multiple: true }, help: { type: 'boolean', short: 'h' } },
  })
  if (values.help) {
    process.stdout.write(help)
    return
  }
  const electron = await ensureAll()
  // The clock of this process, which publishes, must be that of the app.
  createRequire(import.meta.url)('./screenshots/fixed-machine.cjs')
  const { looks } = await import('./screenshots/looks.mjs')
  const { parts } = await import('./screenshots/views.mjs')
  const views = parts.flatMap((part) => part.views)
  checkNames(
    positionals,
    views.map(({ name }) => name),
    'view',
  )
  checkNames(values.look ?? [], Object.keys(looks), 'look')
  const isWanted = (name, look) =>
    (positionals.length === 0 || positionals.includes(name)) && (values.look ?? [look]).includes(look)
  await mkdir(join(root, 'docs/screenshots'), { recursive: true })
  const display = await openDisplay()
  try {
    for (const part of parts) await takePart(part, { electron, looks, isWanted })
  } finally {
    await display.close()
  }
  await removeOthers(views)
  await writeFile(join(root, 'docs/screens.md'), screensPage(views, isTaken))
})

function checkNames(given, known, kind) {
  const unknown = given.filter((name) => !known.includes(name))
  if (unknown.length > 0)
    throw new SetUpError(`There is no ${kind} "${unknown.join('", "')}". There are: ${known.join(', ')}.`)
}

/** Goes through a part's views as far as somebody wants one. */
async function takePart({ open, views }, { electron, looks, isWanted }) {
  const last = views.findLastIndex(({ name, looks: own }) => own.some((look) => isWanted(name, look)))
  if (last === -1) return
  const stage = await open(electron)
  try {
    for (const view of views.slice(0, last + 1)) {
      await view.prepare?.(stage)
      const wanted = view.looks.filter((name) => isWanted(view.name, name))
      for (const look of wanted) await takeLook(stage, view, look, looks[look])
    }
  } catch (error) {
    await showFailure(stage)
    throw error
  } finally {
    await stage.close()
  }
}

async function takeLook(stage, view, name, look) {
  if (look.language !== undefined) await view.restart?.(stage, look)
  const png = await stage.app.picture(look, view, stage)
  await writeFile(join(root, 'docs', pictureFile(view.name, name)), png)
  await view.leave?.(stage.app)
  say(`${view.name}, ${name}: ${Math.round(png.length / 1000)} kB`)
}

/** What the window shows instead of what was waited for says more than what was. */
async function showFailure({ app }) {
  const path = join(cacheDirectory, 'screenshots/failed.png')
  const isShown = await app?.page.screenshot({ path }).then(
    () => true,
    () => false,
  )
  if (isShown === true) say(`What the window shows: ${path}`)
}

function isTaken(file) {
  return existsSync(join(root, 'docs', file))
}

/** Pictures of views that there are no longer. */
async function removeOthers(views) {
  const known = views.flatMap(({ name, looks }) => looks.map((look) => pictureFile(name, look)))
  for (const file of await readdir(join(root, 'docs/screenshots')))
    if (!known.includes(`screenshots/${file}`)) await rm(join(root, 'docs/screenshots', file))
}
