// Four ways to bring a file from a host to the disk inside Electron, each as its documentation has it: a function of the URL
// and the path, at most `connections` of which run at the same time.
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { basename, dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { net, session } from 'electron'
import { download } from 'electron-dl'
import { Agent, request } from 'undici'

/** Chromium opens no more to one host in one session. */
export const connections = 6

/** They need an app that is ready. */
export function openClients() {
  const agent = new Agent({ connections, pipelining: 1 })
  return {
    'electron-dl': withElectronDL(newSession('electron-dl')),
    'session.fetch': withFetch(newSession('fetch')),
    'net.request': withNetRequest(newSession('request')),
    undici: async (url, path) => {
      const { body, statusCode } = await request(url, { dispatcher: agent })
      if (statusCode !== 200) throw new Error(`${url} was answered with ${statusCode}.`)
      await pipeline(body, createWriteStream(path))
    },
  }
}

function newSession(name) {
  const own = session.fromPartition(`bench-${name}`, { cache: false })
  own.setMaxListeners(0)
  return own
}

function withElectronDL(own) {
  const owner = { webContents: { session: own, getOwnerBrowserWindow: () => null } }
  const options = { overwrite: true, showBadge: false, showProgressBar: false }
  return (url, path) =>
    download(owner, url, { ...options, directory: dirname(path), filename: basename(path) })
}

function withFetch(own) {
  return async (url, path) => {
    const response = await own.fetch(url, { cache: 'no-store' })
    if (!response.ok) throw new Error(`${url} was answered with ${response.status}.`)
    await pipeline(Readable.fromWeb(response.body), createWriteStream(path))
  }
}

function withNetRequest(own) {
  return async (url, path) => {
    const sent = net.request({ url, session: own, credentials: 'omit', cache: 'no-store' })
    sent.end()
    const [response] = await once(sent, 'response')
    if (response.statusCode !== 200) throw new Error(`${url} was answered with ${response.statusCode}.`)
    await pipeline(response, createWriteStream(path))
  }
}
