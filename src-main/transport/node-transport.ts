import type { Clock } from '../platform/clock'
import { HTTPTransport } from './http-transport'
import { UndiciClient } from './undici-client'

/** What a {@link NodeTransport} may be told. */
export interface NodeTransportOptions {
  readonly clock: Clock
  /** Most connections to one host at once; 8 when absent. */
  readonly connectionsPerHost?: number | undefined
  /** Hosts besides the repository's own that content may be redirected to. */
  readonly redirectHosts?: readonly string[] | undefined
  /** Certificate authorities (PEM) to trust instead of the well-known ones. */
  readonly certificateAuthorities?: readonly string[] | undefined
}

/** The transport of every process without Chromium: HTTP/1.1 on undici. */
export class NodeTransport extends HTTPTransport {
  constructor({ clock, connectionsPerHost, redirectHosts, certificateAuthorities }: NodeTransportOptions) {
    const client = new UndiciClient({
      clock,
      connectionsPerHost: connectionsPerHost ?? 8,
      certificateAuthorities,
    })
    super({ client, clock, redirectHosts })
  }
}
