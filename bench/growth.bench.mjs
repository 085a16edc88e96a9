// Inputs that grow tenfold, the number of files and their bytes apart, so that a curve is seen and not a point: what
// publishing, installing and updating cost, and by how much more at each step.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensurePrograms } from './debian-programs.mjs'
import { writeVersions } from './growth-content.mjs'
import { reportGrowth } from './growth-report.mjs'
import { interleaved, mediansOfEach } from './interleaved.mjs'
import { startNginx } from './nginx.mjs'
import { timed } from './program.mjs'
import { requireSameFiles } from './rivals.mjs'
import { clientCommand, Site } from './site.mjs'

const runs = Number(process.argv[2] ?? 3)

const axes = [
  {
    name: 'files',
    steps: [300, 3_000, 30_000].map((files) => ({ files, bytes: 60_000_000 })),
  },
  {
    name: 'bytes',
    steps: [20_000_000, 200_000_000, 2_000_000_000].map((bytes) => ({ files: 300, bytes })),
  },
]

await ensurePrograms(['nginx', 'time'])
const results = []
for (const { name, steps } of axes) results.push({ name, steps: await measureAxis(steps) })
await reportGrowth({ runs, axes: results })

async function measureAxis(steps) {
  const work = await mkdtemp(join(tmpdir(), 'bench-growth-'))
  const machines = []
  try {
    for (const step of steps) machines.push(await publishBoth(step, join(work, String(machines.length))))
    const measured = await interleaved(
      runs,
      Object.fromEntries(
        machines.flatMap((machine, index) => [
          [`${index} install`, (round) => installOnce(machine, round)],
          [`${index} update`, () => updateOnce(machine)],
        ]),
      ),
    )
    const costs = mediansOfEach(measured)
    return machines.map(({ size, publish }, index) => ({
      ...size,
      publish,
      install: costs[`${index} install`],
      update: costs[`${index} update`],
    }))
  } finally {
    await Promise.all(machines.map(({ nginx }) => nginx.close()))
    await rm(work, { recursive: true, force: true })
  }
}

/** Publishing comes once for each version: the time is that of the first, with nothing to reuse. */
async function publishBoth(size, work) {
  console.log(`${size.files} files, ${size.bytes / 1e6} MB ...`)
  const content = `${work}-content`
  await writeVersions(content, size)
  const site = new Site(work)
  await site.open()
  // A low level, so that zstd does not hide what else grows.
  const { output: _, ...publish } = await site.publishTimed(join(content, '1'), { level: 3 })
  await site.publishTimed(join(content, '2'), { level: 3 })
  const nginx = await startNginx({ directory: work, work: join(work, 'nginx') })
  const configuration = await site.configuration(nginx.url, 'machine')
  return { size, content, site, nginx, configuration, publish }
}

/** A machine with nothing installs the first version. */
async function installOnce(machine, round) {
  await machine.site.forget('machine')
  await machine.site.offer(1)
  const figures = await bring(machine)
  if (round === 0) await requireSameFiles(join(machine.content, '1'), machine.site.installed('machine', 1))
  return figures
}

/** The machine that has just been installed hears of the second. */
async function updateOnce(machine) {
  await machine.site.offer(2)
  const figures = await bring(machine)
  await requireSameFiles(join(machine.content, '2'), machine.site.installed('machine', 2))
  return figures
}

async function bring({ nginx, configuration }) {
  await timed(['sync'])
  await nginx.sent()
  const { seconds, cpuSeconds, peakMegabytes } = await timed(clientCommand(configuration))
  return { seconds, cpuSeconds, peakMegabytes, ...(await nginx.sent()) }
}
