import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { app } from 'electron'
import { openElectronParts } from '../../src-main/electron/index'
import { systemClock } from '../../src-main/platform/clock'
import { silentLogger } from '../../src-main/platform/logger'
import { transportBasics } from '../contracts/transport-basics'
import type { TransportCase } from '../contracts/transport-cases'
import { transportOverHTTP } from '../contracts/transport-http'
import { LastingTroubles } from './electron-contract-host'
import { chromiumDownloadCases } from './electron-download-cases'
import { chromiumTakeoverCases } from './electron-takeover-cases'
import { chromiumTransportCases } from './electron-transport-cases'
import { FaultyServer } from './faulty-server'

/** What became of one case; printed as a line of JSON. */
export interface CaseReport {
  readonly name: string
  readonly error?: string
}

/** A case may take that long; the transport's own limits are shorter. */
const caseLimitMs = 60_000

async function runCase(transportCase: TransportCase): Promise<CaseReport> {
  const directory = await mkdtemp(join(tmpdir(), 'packhouse-'))
  const server = await FaultyServer.start()
  const { transport, conditions } = openElectronParts({ logger: silentLogger })
  const troubles = new LastingTroubles(server)
  const limit = new AbortController()
  try {
    await Promise.race([
      transportCase.run({ transport: troubles.around(transport), host: troubles.host, directory }),
      systemClock.delay(caseLimitMs, limit.signal).then(() => {
        throw new Error('The case did not end.')
      }),
    ])
    return { name: transportCase.name }
  } catch (error) {
    return { name: transportCase.name, error: error instanceof Error ? error.message : String(error) }
  } finally {
    limit.abort()
    await transport.close()
    conditions.close()
    await server.close()
    await rm(directory, { recursive: true, force: true })
  }
}

async function main(): Promise<void> {
  await app.whenReady()
  const only = process.env['TRANSPORT_CASE']
  const ownCases = [...chromiumTransportCases, ...chromiumTakeoverCases, ...chromiumDownloadCases]
  for (const transportCase of [...transportBasics, ...transportOverHTTP, ...ownCases]) {
    if (only !== undefined && !transportCase.name.includes(only)) continue
    process.stdout.write(`${JSON.stringify(await runCase(transportCase))}\n`)
  }
  app.exit(0)
}

void main()
