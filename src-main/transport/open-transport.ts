import type { Clock } from '../platform/clock'
import type { Logger } from '../platform/logger'
import type { Random } from '../platform/random'
import type { NodeTransportOptions } from './node-transport'
import { MirroredTransport } from './mirrored-transport'
import { RetryingTransport } from './retrying-transport'
import { ThrottledTransport } from './throttled-transport'
import type { Transport } from './transport'

/** What {@link openTransport} composes. */
export interface OpenTransportOptions {
  readonly base: Transport
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  /** Base URLs of one repository, the publisher's own first; none when there is nothing to stand in. */
  readonly repositoryURLs?: readonly string[] | undefined
}

/** A transport whose rate can be changed while it works. */
export interface OpenTransport extends Transport {
  /** Sets the rate for all transfers, those in flight included; `undefined` = no limit. */
  setBytesPerSecond(bytesPerSecond: number | undefined): void
}

/** Puts everything that every transfer gets around `base`: mirrors, one rate for all, and new tries. Nobody else composes. */
export function openTransport({
  base,
  clock,
  random,
  logger,
  repositoryURLs = [],
}: OpenTransportOptions): OpenTransport {
  const mirrored =
    repositoryURLs.length < 2 ? base : new MirroredTransport({ base, repositoryURLs, clock, logger })
  const throttled = new ThrottledTransport({ base: mirrored, clock })
  const retrying = new RetryingTransport({ base: throttled, clock, random, logger })
  return {
    read: (request) => retrying.read(request),
    download: (request) => retrying.download(request),
    close: () => retrying.close(),
    setBytesPerSecond: (rate) => {
      throttled.setBytesPerSecond(rate)
    },
  }
}

/** Node's own transport. Its client takes longer to load than anything else here, and the desktop app has one of its own. */
export async function openNodeTransport(options: NodeTransportOptions): Promise<Transport> {
  const { NodeTransport } = await import('./node-transport')
  return new NodeTransport(options)
}
