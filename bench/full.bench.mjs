// A full installation over loopback, against what scripts and launchers do with an archive: the whole command from its
// start to its end, downloaded, verified and unpacked.
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { aria2Line, unpackLine } from './archive-lines.mjs'
import { ensurePrograms } from './debian-programs.mjs'
import { digestOf, publishedContent } from './full-contents.mjs'
import { reportFull } from './full-report.mjs'
import { interleaved, mediansOfEach } from './interleaved.mjs'
import { startNginx } from './nginx.mjs'
import { timed, timedShell } from './program.mjs'
import { hashesOf } from './rivals.mjs'
import { clientCommand, installedIn } from './site.mjs'

const runs = Number(process.argv[2] ?? 3)

await ensurePrograms(['aria2c', 'curl', 'nginx', 'openssl', 'time', 'zstd'])
const results = []
for (const key of ['packages', 'gibibyte']) {
  console.log(`${key} ...`)
  results.push(await measure(await publishedContent(key)))
}
await reportFull({ runs, contents: results })

async function measure(content) {
  const work = await mkdtemp(join(tmpdir(), 'bench-full-'))
  // A group of inodes for each folder in it, where the file system knows that (ext4).
  await timed(['chattr', '+T', work]).catch(() => undefined)
  const nginx = await startNginx({ directory: content.site.directory, work: join(work, 'nginx') })
  try {
    const archive = { url: `${nginx.url}/full.tar.zst`, sha256: content.archiveSha256 }
    const lines = { ...archiveCommands(archive), copy: `cp -a ${content.source}/. out` }
    const contestants = {
      packhouse: async (place) => {
        const container = join(place, 'container')
        return timed(clientCommand(await content.site.configuration(nginx.url, 'machine', { container })))
      },
      ...Object.fromEntries(
        Object.entries(lines).map(([name, line]) => [name, (place) => timedShell(line, { cwd: place })]),
      ),
    }
    const measured = await interleaved(
      runs,
      Object.fromEntries(
        Object.entries(contestants).map(([name, once]) => [
          name,
          (round) => measureOnce({ content, nginx, round, once, place: join(work, `${name}-${round}`) }),
        ]),
      ),
    )
    const { name, files, bytes } = content
    return {
      name,
      files,
      bytes,
      ways: mediansOfEach(measured),
    }
  } finally {
    await nginx.close()
    await rm(work, { recursive: true, force: true })
  }
}

/**
 * One contestant on a machine with nothing, in a folder of its own, all that came before on the disk. Nothing is deleted
 * before all is measured: for five minutes ext4 takes no inode again that was freed, and looks at each of them for each new
 * file; who unpacked where ten thousand files had just been deleted took four times as long.
 */
async function measureOnce({ content, nginx, round, once, place }) {
  await mkdir(join(place, 'out'), { recursive: true })
  await timed(['sync'])
  await nginx.sent()
  const { seconds, cpuSeconds, peakMegabytes } = await once(place)
  const { bytes, requests } = await nginx.sent()
  const container = join(place, 'container')
  const out = existsSync(container) ? installedIn(container, 1) : join(place, 'out')
  if (round === 0 && digestOf(await hashesOf(out)) !== content.hashes)
    throw new Error(`${out} is not the content.`)
  return { seconds, cpuSeconds, peakMegabytes, bytes, requests }
}

/** What others run; each of them fails when the archive is not the expected one. */
function archiveCommands({ url, sha256 }) {
  const pipeline = `mkfifo sum; openssl sha256 -r < sum > sum.txt & curl -sSf ${url} | tee sum | ${unpackLine()}; wait; rm sum; grep -q ${sha256} sum.txt`
  return {
    unchecked: `curl -sSf ${url} | ${unpackLine()}`,
    pipeline,
    synced: `${pipeline} && sync -f out`,
    aria2: aria2Line({ url, sha256 }),
  }
}
