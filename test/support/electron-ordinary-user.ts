import { chmod, cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { appDirectory } from './electron-app'
import { electronExecutable, runProcess } from './electron-process'

const userName = 'packhouse-e2e'

/** Somebody without special rights, and what they start the app with. */
export interface OrdinaryUser {
  readonly executable: string
  readonly appDirectory: string
  /** A folder of theirs. */
  readonly home: string
  /** Turns a command into one that runs as them. */
  readonly command: (executable: string, args: readonly string[]) => readonly [string, ...string[]]
}

/**
 * The user to run as: the present one, or, for root, one made for this, for whom everything that the checkout may hide from
 * others is copied.
 */
export async function ordinaryUser(): Promise<OrdinaryUser> {
  const home = await mkdtemp(join(tmpdir(), 'packhouse-user-'))
  onTestFinished(() => rm(home, { recursive: true, force: true, maxRetries: 5 }))
  const executable = await electronExecutable()
  if (process.getuid?.() !== 0) {
    return { executable, appDirectory, home, command: (file, args) => [file, ...args] }
  }
  await must('id', [userName]).catch(() => must('useradd', ['--system', '--no-create-home', userName]))
  const shared = await mkdtemp(join(tmpdir(), 'packhouse-app-'))
  onTestFinished(() => rm(shared, { recursive: true, force: true, maxRetries: 5 }))
  await chmod(shared, 0o755)
  const electron = await copyElectron(executable, join(shared, 'electron'))
  const app = await copyApp(join(shared, 'app'))
  await must('chown', [userName, home])
  return {
    executable: electron,
    appDirectory: app,
    home,
    command: (file, args) => ['runuser', '-u', userName, '--', file, ...args],
  }
}

/** A copy whose sandbox helper has what Chromium asks of it: root's, and set-uid. */
async function copyElectron(executable: string, target: string): Promise<string> {
  await must('cp', ['-a', '--reflink=auto', dirname(executable), target])
  await must('chown', ['-R', 'root:root', target])
  await must('chmod', ['-R', 'a+rX', target])
  await chmod(join(target, 'chrome-sandbox'), 0o4755)
  return join(target, 'electron')
}

/** The built app with the packages that it loads at run time. */
async function copyApp(target: string): Promise<string> {
  await mkdir(target)
  for (const part of ['out/main', 'out/preload', 'out/renderer', 'package.json']) {
    await cp(join(appDirectory, part), join(target, part), { recursive: true })
  }
  const { stdout } = await must('npm', ['ls', '--omit=dev', '--all', '--parseable'], appDirectory)
  const packages = stdout.split('\n').filter((path) => path.includes('/node_modules/'))
  for (const path of packages) {
    const name = path.slice(appDirectory.length + 1)
    await cp(path, join(target, name), { recursive: true })
  }
  await must('chmod', ['-R', 'a+rX', target])
  return target
}

async function must(
  command: string,
  args: readonly string[],
  cwd?: string,
): Promise<{ readonly stdout: string }> {
  const result = await runProcess(command, args, cwd === undefined ? {} : { cwd })
  if (result.code !== 0) throw new Error(`${command} ${args.join(' ')} failed: ${result.stderr}`)
  return result
}
