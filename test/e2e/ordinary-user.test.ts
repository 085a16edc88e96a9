import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { ordinaryUser } from '../support/electron-ordinary-user'
import { runProcess } from '../support/electron-process'
import { openWorld } from '../support/electron-world'

test('does the main job as an ordinary user, inside the sandbox of Chromium', async () => {
  const [user, world] = [await ordinaryUser(), await openWorld()]
  await world.configure({ containerDirectory: join(user.home, 'container') })
  await runProcess('chmod', ['-R', 'a+rX', world.directory])
  const [file, ...args] = user.command(user.executable, [
    user.appDirectory,
    '--config',
    world.configuration,
    '--user-data-dir',
    join(user.home, 'user-data'),
    '--smoke',
  ])
  const child = spawn(file, args, {
    cwd: user.home,
    env: { ...process.env, HOME: user.home, XDG_RUNTIME_DIR: user.home },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let stdout = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  const ended = once(child, 'exit')
  const seccomp = await sandboxOfRenderer(user.executable, user.home)
  await ended
  const summary = JSON.parse(stdout) as {
    ok: boolean
    packs: readonly { id: string; status: readonly string[] }[]
  }
  expect({
    ok: summary.ok,
    packs: summary.packs.map(({ id, status }) => `${id}: ${status.join(' ')}`).sort(),
    seccomp,
  }).toEqual({
    ok: true,
    packs: ['maps: upToDate downloaded', 'tutorial: upToDate downloaded', 'voices: upToDate downloaded'],
    seccomp: '2',
  })
})

/** The kernel's word on the first renderer started from `executable` for `home`: `2` = its system calls are filtered. */
async function sandboxOfRenderer(executable: string, home: string): Promise<string | undefined> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    for (const id of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
      const command = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')
      const isRenderer = command.startsWith(executable) && command.includes('--type=renderer')
      if (!isRenderer || !command.includes(home)) continue
      const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '')
      const mode = /^Seccomp:\s+(\d)/m.exec(status)?.[1]
      if (mode === '2') return mode
    }
    await delay(50)
  }
  return undefined
}
