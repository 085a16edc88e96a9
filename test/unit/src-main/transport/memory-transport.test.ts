import { MemoryTransport, type MemoryFault } from '../../../../src-main/transport/memory-transport'
import { statusFailure } from '../../../../src-main/transport/http-rules'
import { RetryingTransport } from '../../../../src-main/transport/retrying-transport'
import { ThrottledTransport } from '../../../../src-main/transport/throttled-transport'
import { systemClock } from '../../../../src-main/platform/clock'
import { silentLogger } from '../../../../src-main/platform/logger'
import { systemRandom } from '../../../../src-main/platform/random'
import type { TransportHost } from '../../../contracts/transport-cases'
import { describeTransport } from '../../../contracts/transport.contract'
import type { Fault } from '../../../support/faulty-server'

const baseURL = 'https://memory.example'

function memoryFault(fault: Fault, url: string): MemoryFault {
  if (fault.kind === 'cut' || fault.kind === 'stall') return fault
  if (fault.kind !== 'status') throw new Error(`A memory cannot do "${fault.kind}".`)
  return { kind: 'error', error: statusFailure(fault.status, new Map(), url, 0) }
}

function memoryHost(memory: MemoryTransport): TransportHost {
  return {
    baseURL,
    put: (path, bytes) => {
      memory.put(baseURL + path, bytes)
    },
    fail: (path, fault, times) => {
      memory.fail(baseURL + path, memoryFault(fault, baseURL + path), times)
    },
    heal: () => undefined,
    requestsFor: (path) =>
      memory.requests.filter((url) => url === baseURL + path).map(() => ({ path, headers: {} })),
    bytesSent: (path) => memory.bytesSent(baseURL + path),
    requestArrived: () => Promise.resolve(),
  }
}

describeTransport(
  'MemoryTransport',
  () => {
    const transport = new MemoryTransport()
    return { transport, host: memoryHost(transport) }
  },
  { needs: 'any' },
)

describeTransport(
  'RetryingTransport without patience',
  () => {
    const base = new MemoryTransport()
    const none = { attempts: 1, limitedAttempts: 1, longestWaitMs: 0 }
    const transport = new RetryingTransport({
      base,
      clock: systemClock,
      random: systemRandom,
      logger: silentLogger,
      readPatience: none,
      downloadPatience: none,
    })
    return { transport, host: memoryHost(base) }
  },
  { needs: 'any' },
)

describeTransport(
  'ThrottledTransport at a rate nobody notices',
  () => {
    const base = new MemoryTransport()
    const transport = new ThrottledTransport({ base, clock: systemClock, bytesPerSecond: 1e12 })
    return { transport, host: memoryHost(base) }
  },
  { needs: 'any' },
)
