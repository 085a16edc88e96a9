// electron-dl against the other ways to fetch inside Electron, all in one process: one large file, and many small ones.
import { createHash, randomFillSync } from 'node:crypto'
import { mkdir, mkdtemp, open, rm } from 'node:fs/promises'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { reportClients } from './clients-report.mjs'
import { ensurePrograms } from './debian-programs.mjs'
import { messageOf, openElectron } from './electron-program.mjs'
import { interleaved, mediansOfEach } from './interleaved.mjs'
import { startNginx } from './nginx.mjs'
import { run } from './program.mjs'

const runs = Number(process.argv[2] ?? 3)
const mebibyte = 1024 * 1024
const clients = ['electron-dl', 'session.fetch', 'net.request', 'undici']
const tasks = {
  large: { count: 1, bytes: 1024 * mebibyte },
  small: { count: 400, bytes: mebibyte / 4 },
}

await ensurePrograms(['nginx'])
const work = await mkdtemp(join(tmpdir(), 'bench-clients-'))
const electron = await openElectron()
try {
  const files = {}
  for (const [task, { count, bytes }] of Object.entries(tasks))
    files[task] = await writeFiles(task, count, bytes)
  const nginx = await startNginx({ directory: join(work, 'served'), work: join(work, 'nginx') })
  const child = electron.start('electron-clients', [`--user-data-dir=${join(work, 'user-data')}`])
  try {
    const { program } = await messageOf(child)
    const loadBefore = loadavg()[0].toFixed(1)
    const rows = {}
    for (const task of Object.keys(tasks)) {
      const bringOnce = (client) => () => bring(child, client, ordered(files[task], nginx.url))
      const measured = await interleaved(
        runs,
        Object.fromEntries(clients.map((client) => [client, bringOnce(client)])),
      )
      rows[task] = mediansOfEach(measured)
    }
    const load = [loadBefore, loadavg()[0].toFixed(1)]
    await reportClients({ runs, program, load, cores: availableParallelism(), tasks, rows })
  } finally {
    child.disconnect()
    await nginx.close()
  }
} finally {
  await electron.close()
  await rm(work, { recursive: true, force: true })
}

/** Noise: nothing on the way can make it smaller. */
async function writeFiles(task, count, bytes) {
  const directory = join(work, 'served', task)
  await mkdir(directory, { recursive: true })
  const files = []
  const piece = Buffer.alloc(Math.min(bytes, mebibyte))
  for (let number = 0; number < count; number += 1) {
    const hash = createHash('sha256')
    const file = await open(join(directory, String(number)), 'w')
    for (let written = 0; written < bytes; written += piece.length) {
      hash.update(randomFillSync(piece))
      await file.write(piece)
    }
    await file.close()
    files.push({ name: `${task}/${number}`, sha256: hash.digest('hex') })
  }
  return files
}

function ordered(files, url) {
  return files.map(({ name, sha256 }) => ({
    url: `${url}/${name}`,
    path: join(work, 'came', name.replace('/', '-')),
    sha256,
  }))
}

/** Into an empty folder, once the disk has taken what came before. */
async function bring(child, client, files) {
  await rm(join(work, 'came'), { recursive: true, force: true })
  await mkdir(join(work, 'came'))
  await run(['sync'])
  child.send({ client, files })
  const figures = await messageOf(child)
  if (figures.problem !== undefined) throw new Error(figures.problem)
  return figures
}
