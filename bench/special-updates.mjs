// Updates that ought to cost next to nothing.
import { cp, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createRequire } from 'node:module'
import { writeContent } from './content.mjs'
import { startNginx } from './nginx.mjs'
import { timed } from './program.mjs'
import { requireSameFiles } from './rivals.mjs'
import { clientCommand, Site } from './site.mjs'

const require = createRequire(import.meta.url)
const pictures = dirname(require.resolve('@twemoji/svg/package.json'))
const largeBytes = 1024 * 1024 * 1024

const cases = [
  {
    name: 'two tiny files of 3,723 changed',
    limitBytes: 100_000,
    content: (directory) => cp(pictures, directory, { recursive: true }),
    change: async (directory) => {
      const names = (await readdir(directory)).filter((name) => name.endsWith('.svg')).sort()
      for (const name of [names[1_000], names[2_000]]) {
        const path = join(directory, name)
        await writeFile(path, (await readFile(path, 'utf8')).replace('fill', 'Fill'))
      }
    },
  },
  {
    name: 'files renamed, nothing else',
    limitBytes: 100_000,
    content: (directory) => cp(pictures, join(directory, 'before'), { recursive: true }),
    change: (directory) => rename(join(directory, 'before'), join(directory, 'after')),
  },
  {
    name: 'one byte of a 1 GiB pack changed',
    limitBytes: 256 * 1024,
    content: (directory) => writeContent(directory, largeBytes),
    change: async (directory) => {
      const [folder] = await readdir(join(directory, 'archives'))
      const [name] = await readdir(join(directory, 'archives', folder))
      const handle = await open(join(directory, 'archives', folder, name), 'r+')
      await handle.write(Uint8Array.of(7), 0, 1, 20_000_000)
      await handle.close()
    },
  },
]

/** Bytes and requests of each, metadata included. */
export async function measureSpecialCases(work) {
  const results = []
  for (const { name, limitBytes, content, change } of cases) {
    console.log(`${name} ...`)
    const source = join(work, 'content')
    const site = new Site(join(work, 'site'))
    await mkdir(source, { recursive: true })
    await content(source)
    await site.open()
    await site.publish(source)
    const nginx = await startNginx({ directory: site.directory, work: join(work, 'nginx') })
    try {
      const configuration = await site.configuration(nginx.url, 'machine')
      await timed(clientCommand(configuration))
      const changed = join(work, 'changed')
      await cp(source, changed, { recursive: true })
      await change(changed)
      await site.publish(changed)
      await nginx.sent()
      await timed(clientCommand(configuration))
      results.push({ name, limitBytes, ...(await nginx.sent()) })
      await requireSameFiles(changed, site.installed('machine', 2))
    } finally {
      await nginx.close()
      await rm(work, { recursive: true, force: true })
    }
  }
  return results
}
