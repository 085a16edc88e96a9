// Updates between two versions of real content: bytes, requests and time, against what others need for the same.
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensurePrograms } from './debian-programs.mjs'
import { interleaved, mediansOfEach } from './interleaved.mjs'
import { startNginx } from './nginx.mjs'
import { benchCache, npmContent } from './npm-content.mjs'
import { timed, timedShell } from './program.mjs'
import { machineCommands, newFiles, prepareRivals, requireSameFiles } from './rivals.mjs'
import { rsyncTraffic, startRsync } from './rsync-daemon.mjs'
import { clientCommand, Site } from './site.mjs'
import { measureSpecialCases } from './special-updates.mjs'
import { reportUpdates } from './updates-report.mjs'

/** Each a package with two versions that follow each other. */
const pairs = [
  { kind: 'minified code', name: 'mermaid', versions: ['11.10.0', '11.11.0'] },
  { kind: 'an editor, hashes in its file names', name: 'monaco-editor', versions: ['0.54.0', '0.55.1'] },
  { kind: 'wasm and code', name: 'onnxruntime-web', versions: ['1.22.0', '1.23.0'] },
  { kind: 'wasm', name: '@ffmpeg/core', versions: ['0.12.9', '0.12.10'] },
  { kind: 'small pictures (SVG)', name: 'bootstrap-icons', versions: ['1.11.3', '1.13.1'] },
  { kind: 'pictures (PNG)', name: 'emoji-datasource-twitter', versions: ['15.1.2', '16.0.0'] },
]

const runs = Number(process.argv[2] ?? 3)

const results = []
await ensurePrograms(['casync', 'curl', 'nginx', 'rsync', 'time', 'xdelta3', 'zstd', 'zsync'])
const work = await mkdtemp(join(tmpdir(), 'bench-updates-'))
try {
  for (const pair of pairs) {
    console.log(`${pair.name} ${pair.versions.join(' to ')} ...`)
    const [from, to] = await Promise.all(pair.versions.map((version) => npmContent(pair.name, version)))
    results.push({ ...pair, ...(await measurePair({ from, to, work: join(work, to.key) })) })
  }
  const special = await measureSpecialCases(join(work, 'special'))
  await reportUpdates({ runs, pairs: results, special })
} finally {
  await rm(work, { recursive: true, force: true })
}

async function measurePair({ from, to, work }) {
  const rivals = await prepareRivals(from, to)
  const site = new Site(work)
  await site.open()
  const first = await site.publish(from.directory)
  const second = await site.publish(to.directory)
  const nginx = await startNginx({ directory: benchCache, work: join(work, 'nginx-rivals') })
  const ownNginx = await startNginx({ directory: work, work: join(work, 'nginx') })
  const rsync = await startRsync({ directory: to.directory, work: join(work, 'rsync') })
  try {
    const machine = { site, nginx: ownNginx, to }
    const fresh = await freshInstall(machine)
    const commands = machineCommands({
      url: `${nginx.url}${rivals.slice(benchCache.length)}`,
      rsyncUrl: rsync.url,
    })
    const contestants = { packhouse: (round) => updateOnce(machine, round) }
    for (const [name, command] of Object.entries(commands)) {
      contestants[name] = (round) => rivalOnce({ name, command, nginx, from, to, work, round })
    }
    const measured = await interleaved(runs, contestants)
    return {
      files: second.files,
      bytes: second.installedSize,
      changed: await newFiles(from.directory, to.directory),
      ways: mediansOfEach(measured),
      solidBytes: (await stat(join(rivals, 'full.tar.zst'))).size,
      floorBytes: (await stat(join(rivals, 'floor.zst'))).size,
      freshBytes: fresh.bytes,
      publishSeconds: [first.seconds, second.seconds],
    }
  } finally {
    await Promise.all([nginx.close(), ownNginx.close(), rsync.close()])
    await rm(work, { recursive: true, force: true })
  }
}

/** A machine with nothing installs the newest version. */
async function freshInstall({ site, nginx, to }) {
  const configuration = await site.configuration(nginx.url, 'fresh')
  await nginx.sent()
  await timed(clientCommand(configuration))
  const sent = await nginx.sent()
  await requireSameFiles(to.directory, site.installed('fresh', 2))
  await site.forget('fresh')
  return sent
}

/** A machine that installed the first version when it was new, and hears of the second now. */
async function updateOnce({ site, nginx, to }, round) {
  await site.forget('machine')
  const configuration = await site.configuration(nginx.url, 'machine')
  await site.offer(1)
  await timed(clientCommand(configuration))
  await site.offer(2)
  await nginx.sent()
  const { seconds, cpuSeconds, peakMegabytes } = await timed(clientCommand(configuration))
  const { bytes, requests } = await nginx.sent()
  if (round === 0) await requireSameFiles(to.directory, site.installed('machine', 2))
  return { bytes, requests, seconds, cpuSeconds, peakMegabytes }
}

async function rivalOnce({ name, command, nginx, from, to, work, round }) {
  const machine = join(work, 'rival')
  await rm(machine, { recursive: true, force: true })
  await mkdir(machine)
  await timed(['cp', '-a', from.directory, join(machine, 'have')])
  await nginx.sent()
  const line = name === 'rsync' ? command.replace('--delete', '--delete --stats') : command
  const { output, ...figures } = await timedShell(line, { cwd: machine })
  const sent = name === 'rsync' ? { bytes: rsyncTraffic(output), requests: 1 } : await nginx.sent()
  if (round === 0) await requireSameFiles(to.directory, join(machine, 'out'))
  return { ...sent, ...figures }
}
