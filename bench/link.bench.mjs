// A full installation over a long and lossy line, against aria2c and curl with eight connections and with one: what the
// line gives to programs that only fetch.
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { aria2Line } from './archive-lines.mjs'
import { ensurePrograms } from './debian-programs.mjs'
import { digestOf, publishedContent } from './full-contents.mjs'
import { interleaved, mediansOfEach } from './interleaved.mjs'
import { reportLink } from './link-report.mjs'
import { startNginx } from './nginx.mjs'
import { timed } from './program.mjs'
import { hashesOf } from './rivals.mjs'
import { createCertificate, openShapedLink } from './shaped-link.mjs'
import { clientCommand } from './site.mjs'

const runs = Number(process.argv[2] ?? 3)
const shape = { roundTripMilliseconds: 40, megabitsPerSecond: 200, lossPercent: 0.1 }

if (process.platform !== 'linux' || process.getuid() !== 0) {
  console.log('The shaped line needs root on Linux: skipped, the page keeps its figures.')
  process.exit(0)
}
await ensurePrograms(['aria2c', 'cc', 'curl', 'ip', 'nginx', 'openssl', 'time', 'zstd'])
const content = await publishedContent('gibibyte')
const work = await mkdtemp(join(tmpdir(), 'bench-link-'))
const link = await openShapedLink({ work, ...shape })
try {
  const tls = await createCertificate(work, link.serverAddress)
  const nginx = await startNginx({
    directory: content.site.directory,
    work: join(work, 'nginx'),
    address: link.serverAddress,
    wrap: link.onServer,
    tls,
  })
  try {
    const lines = []
    for (const congestionControl of ['cubic', 'bbr']) {
      if (!(await link.useCongestionControl(congestionControl))) continue
      console.log(`${congestionControl} ...`)
      const measured = await interleaved(runs, await contestants(nginx, tls.certificate))
      lines.push({ congestionControl, ways: mediansOfEach(measured) })
    }
    await reportLink({ runs, shape, payloadBytesPerSecond: link.payloadBytesPerSecond, lines })
  } finally {
    await nginx.close()
  }
} finally {
  await link.close()
  await content.site.forget('machine')
  await rm(work, { recursive: true, force: true })
}

async function contestants(nginx, certificate) {
  const configuration = await content.site.configuration(nginx.url, 'machine')
  const url = `${nginx.url}/full.tar.zst`
  const aria2 = aria2Line({ url, sha256: content.archiveSha256, certificate })
  const once = (command) => measureOnce(nginx, [...link.onClient, ...command], certificate)
  const line = (text) => ['bash', '-o', 'pipefail', '-ec', text]
  return {
    packhouse: async (round) => {
      await content.site.forget('machine')
      const figures = await once(clientCommand(configuration))
      await requireContent(round, content.site.installed('machine', 1))
      return figures
    },
    aria2: async (round) => {
      const out = await emptyFolder()
      const figures = await once(line(`cd ${work}; ${aria2}`))
      await requireContent(round, out)
      return figures
    },
    curl8: () => once(line(curls(8, 25_000_000))),
    // One connection would take minutes for all of it: its rate shows as well in a part.
    curl1: () => once(line(curls(1, 25_000_000))),
  }

  function curls(connections, bytesEach) {
    const ranges = Array.from({ length: connections }, (_, number) => [
      number * bytesEach,
      (number + 1) * bytesEach - 1,
    ])
    const fetches = ranges.map(
      ([first, last]) => `curl -sSf --cacert ${certificate} -r ${first}-${last} -o /dev/null ${url} &`,
    )
    return `${fetches.join(' ')} wait`
  }
}

async function measureOnce(nginx, command, certificate) {
  await nginx.sent()
  const { seconds, cpuSeconds } = await timed(command, { env: { NODE_EXTRA_CA_CERTS: certificate } })
  const { bytes, requests } = await nginx.sent()
  return { seconds, cpuSeconds, bytes, requests, bytesPerSecond: bytes / seconds }
}

async function emptyFolder() {
  const out = join(work, 'out')
  await rm(out, { recursive: true, force: true })
  await mkdir(out)
  return out
}

async function requireContent(round, folder) {
  if (round > 0) return
  if (digestOf(await hashesOf(folder)) !== content.hashes) throw new Error(`${folder} is not the content.`)
}
