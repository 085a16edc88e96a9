// A long and lossy line on one machine: two network namespaces, and between them a program that is the line.
import { spawn } from 'node:child_process'
import { mkdir, readFile } from 'node:fs/promises'
import { once } from 'node:events'
import { join } from 'node:path'
import { run, shell } from './program.mjs'

/** Of an IP packet of 1,500 bytes, what TCP with time stamps leaves for its payload. */
const payloadShare = 1448 / 1500

/**
 * Opens a line; only root may, and only Linux can.
 *
 * @param {{ work: string, roundTripMilliseconds: number, megabitsPerSecond: number, lossPercent: number }} options
 */
export async function openShapedLink({ work, roundTripMilliseconds, megabitsPerSecond, lossPercent }) {
  await mkdir(work, { recursive: true })
  const program = join(work, 'link-emulator')
  await run(['cc', '-O2', '-Wall', '-Wextra', '-o', program, join(import.meta.dirname, 'link-emulator.c')])
  const [server, client] = [`bench-s-${process.pid}`, `bench-c-${process.pid}`]
  for (const name of [server, client]) await run(['ip', 'netns', 'add', name])
  const remove = async () => {
    for (const name of [server, client]) await run(['ip', 'netns', 'del', name])
  }
  try {
    // A queue as long as the round trip is what a good router has.
    const figures = [roundTripMilliseconds / 2, megabitsPerSecond, lossPercent, roundTripMilliseconds]
    const emulator = spawn(program, [server, client, ...figures.map(String)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    const ended = once(emulator, 'exit')
    await Promise.race([once(emulator.stdout, 'data'), failure(ended)])
    return {
      serverAddress: '10.77.0.1',
      onServer: ['ip', 'netns', 'exec', server],
      onClient: ['ip', 'netns', 'exec', client],
      /** From now on the server answers to loss as that algorithm does; answers whether its kernel has it. */
      useCongestionControl: async (name) => {
        const available = await readFile('/proc/sys/net/ipv4/tcp_available_congestion_control', 'utf8')
        if (!available.trim().split(' ').includes(name)) return false
        const route = ['10.77.0.0/30', 'dev', 'line0', 'src', '10.77.0.1', 'congctl', name]
        await run(['ip', '-n', server, 'route', 'replace', ...route])
        return true
      },
      payloadBytesPerSecond: (megabitsPerSecond * 1e6 * payloadShare) / 8,
      close: async () => {
        emulator.stdin.end()
        await ended
        await remove()
      },
    }
  } catch (error) {
    await remove()
    throw error
  }
}

/** A certificate for the server of the line, signed by itself: https is required beyond this machine. */
export async function createCertificate(directory, address) {
  const [certificate, key] = [join(directory, 'certificate.pem'), join(directory, 'key.pem')]
  await shell(
    `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=bench ` +
      `-addext subjectAltName=IP:${address} -keyout ${key} -out ${certificate} 2>/dev/null`,
  )
  return { certificate, key }
}

async function failure(ended) {
  throw new Error(`The line's program ended with ${(await ended)[0]}.`)
}
