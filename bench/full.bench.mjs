// A full installation over loopback, against what scripts and launchers do with an archive: the whole command from its
// start to its end, downloaded, verified and unpacked.
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
import { clientCommand } from './site.mjs'

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
  const nginx = await startNginx({ directory: content.site.directory, work: join(work, 'nginx') })
  try {
    const archive = { url: `${nginx.url}/full.tar.zst`, sha256: content.archiveSha256 }
    const configuration = await content.site.configuration(nginx.url, 'machine')
    const contestants = {
      packhouse: () => timed(clientCommand(configuration)),
      ...Object.fromEntries(
        Object.entries({ ...archiveCommands(archive), copy: `cp -a ${content.source}/. out` }).map(
          ([name, line]) => [name, () => timedShell(line, { cwd: work })],
        ),
      ),
    }
    const installed = { packhouse: content.site.installed('machine', 1) }
    const measured = await interleaved(
      runs,
      Object.fromEntries(
        Object.entries(contestants).map(([name, once]) => [
          name,
          (round) =>
            measureOnce({ content, nginx, work, round, once, out: installed[name] ?? join(work, 'out') }),
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
    await content.site.forget('machine')
    await rm(work, { recursive: true, force: true })
  }
}

/** One contestant on a machine with nothing; what it left on the disk before is gone and settled. */
async function measureOnce({ content, nginx, work, round, once, out }) {
  await content.site.forget('machine')
  await rm(join(work, 'out'), { recursive: true, force: true })
  await mkdir(join(work, 'out'))
  await timed(['sync'])
  await nginx.sent()
  const { seconds, cpuSeconds, peakMegabytes } = await once()
  const { bytes, requests } = await nginx.sent()
  if (round === 0 && digestOf(await hashesOf(out)) !== content.hashes)
    throw new Error(`${out} is not the content.`)
  return { seconds, cpuSeconds, peakMegabytes, bytes, requests }
}

/** What others run; each of them fails when the archive is not the expected one. */
function archiveCommands({ url, sha256 }) {
  return {
    unchecked: `curl -sSf ${url} | ${unpackLine()}`,
    pipeline: `mkfifo sum; openssl sha256 -r < sum > sum.txt & curl -sSf ${url} | tee sum | ${unpackLine()}; wait; rm sum; grep -q ${sha256} sum.txt`,
    aria2: aria2Line({ url, sha256 }),
  }
}
