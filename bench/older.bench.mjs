// Updates from any earlier version to the newest one: bytes, against what others need for the same. They stay the same from
// run to run, so each is taken once.
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensurePrograms } from './debian-programs.mjs'
import { startNginx } from './nginx.mjs'
import { benchCache, npmContent } from './npm-content.mjs'
import { reportOlder } from './older-report.mjs'
import { timed, timedShell } from './program.mjs'
import { machineCommands, prepareRivals, requireSameFiles } from './rivals.mjs'
import { rsyncTraffic, startRsync } from './rsync-daemon.mjs'
import { clientCommand, Site } from './site.mjs'

/** Each a package with versions that follow each other. */
const chains = [
  { name: 'mermaid', versions: ['11.6.0', '11.7.0', '11.8.0', '11.9.0', '11.10.0', '11.11.0'] },
  { name: 'monaco-editor', versions: ['0.50.0', '0.51.0', '0.52.2', '0.53.0', '0.54.0', '0.55.1'] },
  { name: 'bootstrap-icons', versions: ['1.10.5', '1.11.0', '1.11.3', '1.12.1', '1.13.1'] },
  { name: 'emoji-datasource-twitter', versions: ['14.0.0', '15.0.1', '15.1.2', '16.0.0'] },
]
const rivalNames = ['casync', 'zsync', 'rsync']

await ensurePrograms(['casync', 'curl', 'nginx', 'rsync', 'time', 'xdelta3', 'zstd', 'zsync'])
const work = await mkdtemp(join(tmpdir(), 'bench-older-'))
try {
  const results = []
  for (const chain of chains) {
    console.log(`${chain.name} ${chain.versions.join(', ')} ...`)
    const contents = []
    for (const version of chain.versions) contents.push(await npmContent(chain.name, version))
    results.push({ ...chain, ...(await measureChain(contents, join(work, chain.name))) })
  }
  await reportOlder({ chains: results })
} finally {
  await rm(work, { recursive: true, force: true })
}

/** The full download of the newest content, and the update to it from each other one, the shortest way first. */
async function measureChain(contents, directory) {
  const site = new Site(directory)
  await site.open()
  for (const content of contents) await site.publish(content.directory)
  const newest = contents.at(-1)
  const nginx = await startNginx({ directory, work: join(directory, 'nginx') })
  const rivalNginx = await startNginx({ directory: benchCache, work: join(directory, 'nginx-rivals') })
  const rsync = await startRsync({ directory: newest.directory, work: join(directory, 'rsync') })
  try {
    const updates = []
    for (let number = contents.length - 1; number >= 1; number -= 1) {
      const from = contents[number - 1]
      const rivals = await prepareRivals(from, newest)
      const url = `${rivalNginx.url}${rivals.slice(benchCache.length)}`
      const commands = machineCommands({ url, rsyncUrl: rsync.url })
      const update = { behind: contents.length - number }
      const machine = join(directory, 'machine')
      update.packhouse = await updateFrom({ site, nginx, number, newest: contents.length }, newest)
      for (const name of rivalNames) {
        await rm(machine, { recursive: true, force: true })
        await mkdir(machine)
        update[name] = await rivalBytes({
          name,
          command: commands[name],
          nginx: rivalNginx,
          from,
          newest,
          machine,
        })
      }
      updates.push(update)
    }
    return { full: await updateFrom({ site, nginx, number: 0, newest: contents.length }, newest), updates }
  } finally {
    await Promise.all([nginx.close(), rivalNginx.close(), rsync.close()])
    await rm(directory, { recursive: true, force: true })
  }
}

/** A machine that installed a version when it was new, or none (0), and was away until the newest one. */
async function updateFrom({ site, nginx, number, newest }, content) {
  await site.forget('machine')
  const configuration = await site.configuration(nginx.url, 'machine')
  if (number > 0) {
    await site.offer(number)
    await timed(clientCommand(configuration))
  }
  await site.offer(newest)
  await nginx.sent()
  await timed(clientCommand(configuration))
  const { bytes } = await nginx.sent()
  await requireSameFiles(content.directory, site.installed('machine', newest))
  await site.forget('machine')
  return bytes
}

async function rivalBytes({ name, command, nginx, from, newest, machine }) {
  await timed(['cp', '-a', from.directory, join(machine, 'have')])
  await nginx.sent()
  const line = name === 'rsync' ? command.replace('--delete', '--delete --stats') : command
  const { output } = await timedShell(line, { cwd: machine })
  await requireSameFiles(newest.directory, join(machine, 'out'))
  return name === 'rsync' ? rsyncTraffic(output) : (await nginx.sent()).bytes
}
