// A web server that counts what it sends: nginx with one worker, started for a folder and ended with the bench.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, open, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { freePort } from './free-port.mjs'

/**
 * Serves a folder.
 *
 * @param {object} options
 * @param {string} options.directory what it serves
 * @param {string} options.work a folder for its log and its configuration
 * @param {string} [options.address] where it listens; this machine only by default
 * @param {string[]} [options.wrap] a command that starts it, such as one that enters a network namespace
 * @param {{ certificate: string, key: string }} [options.tls] files; with them it speaks https
 */
export async function startNginx({ directory, work, address = '127.0.0.1', wrap = [], tls }) {
  await rm(work, { recursive: true, force: true })
  await mkdir(work, { recursive: true })
  const port = await freePort()
  const file = join(work, 'nginx.conf')
  await writeFile(file, configuration({ directory, work, address, port, tls }))
  const [program, ...args] = [...wrap, 'nginx', '-p', work, '-e', join(work, 'error.log'), '-c', file]
  const child = spawn(program, args, {
    stdio: 'ignore',
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const end = () => child.kill()
  process.once('exit', end)
  while (!existsSync(join(work, 'nginx.pid'))) await Promise.race([delay(20), failure(ended)])
  const log = new RequestLog(join(work, 'access.log'))
  return {
    url: `${tls === undefined ? 'http' : 'https'}://${address}:${port}`,
    /** What it has sent since the last call: requests, and bytes of their bodies. */
    sent: () => log.sinceLast(),
    close: async () => {
      process.off('exit', end)
      end()
      await ended
    },
  }
}

function configuration({ directory, work, address, port, tls }) {
  const secure =
    tls === undefined ? '' : `ssl_certificate ${tls.certificate}; ssl_certificate_key ${tls.key};`
  return `daemon off;
${process.getuid() === 0 ? 'user root;' : ''}
worker_processes 1;
pid ${join(work, 'nginx.pid')};
events { worker_connections 512; }
http {
  log_format sent '$status $body_bytes_sent $uri';
  access_log ${join(work, 'access.log')} sent;
  client_body_temp_path ${join(work, 'temporary')};
  sendfile on;
  tcp_nopush on;
  keepalive_requests 100000;
  types { }
  default_type application/octet-stream;
  server { listen ${address}:${port}${tls === undefined ? '' : ' ssl'}; root ${directory}; ${secure} }
}
`
}

async function failure(ended) {
  throw new Error(`nginx ended with ${await ended}.`)
}

class RequestLog {
  #path
  #read = 0

  constructor(path) {
    this.#path = path
  }

  async sinceLast() {
    await this.#settled()
    const file = await open(this.#path)
    try {
      const { size } = await file.stat()
      const { buffer, bytesRead } = await file.read({
        buffer: Buffer.alloc(size - this.#read),
        position: this.#read,
      })
      this.#read += bytesRead
      const lines = buffer.toString('utf8', 0, bytesRead).split('\n').filter(Boolean)
      return {
        requests: lines.length,
        bytes: lines.reduce((sum, line) => sum + Number(line.split(' ')[1]), 0),
      }
    } finally {
      await file.close()
    }
  }

  /** A request is noted when its connection has taken the last byte, which may be after the client has read it. */
  async #settled() {
    for (let before = -1, now = await this.#size(); now !== before; now = await this.#size()) {
      before = now
      await delay(60)
    }
  }

  async #size() {
    return (await stat(this.#path)).size
  }
}
