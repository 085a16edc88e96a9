// Brings the same files with each client in turn, in one process: `electron bench/electron-clients --user-data-dir <folder>`
// is told what to bring (`{ client, files: { url, path, sha256 }[] }`) and answers each with what that cost.
import { app } from 'electron'
import { startMeasuring } from '../measure.mjs'
import { connections, openClients } from './clients.mjs'
import { startVerification } from './verification.mjs'

// Electron is not ready before this module has ended.
void app.whenReady().then(() => {
  const clients = openClients()
  const verification = startVerification()
  process.on('message', ({ client, files }) => {
    void bringAll(clients[client], verification, files).then(
      (figures) => process.send(figures),
      (error) => process.send({ problem: String(error?.stack ?? error) }),
    )
  })
  process.on('disconnect', () => app.quit())
  process.send({ program: `Electron ${process.versions.electron}` })
})

async function bringAll(client, verification, files) {
  const network = watchNetworkService()
  const cpuBefore = cpuSeconds()
  const measuring = startMeasuring()
  const checks = []
  const left = [...files]
  const bring = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      await client(next.url, next.path)
      checks.push(verification.check(next.path, next.sha256))
    }
  }
  await Promise.all(Array.from({ length: connections }, bring))
  await Promise.all(checks)
  const { cpuSeconds: mainCpuSeconds, ...figures } = measuring.stop()
  return {
    ...figures,
    mainCpuSeconds,
    cpuSeconds: cpuSeconds() - cpuBefore,
    // Of this client: the system's own mark is that of the process's whole life.
    peakMegabytes: figures.atPeak.resident,
    networkPeakMegabytes: network.stop(),
  }
}

/** Of all of the app's processes. */
function cpuSeconds() {
  return app.getAppMetrics().reduce((sum, { cpu }) => sum + cpu.cumulativeCPUUsage, 0)
}

/** The most resident memory of the process that Chromium's requests go through. */
function watchNetworkService() {
  let peak = 0
  const look = () => {
    const service = app.getAppMetrics().find(({ name }) => name === 'Network Service')
    peak = Math.max(peak, ((service?.memory.workingSetSize ?? 0) * 1024) / 1e6)
  }
  const timer = setInterval(look, 250)
  return {
    stop: () => {
      clearInterval(timer)
      look()
      return peak
    },
  }
}
