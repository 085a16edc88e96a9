import { describe, onTestFinished, test } from 'vitest'
import type { Transport } from '../../src-main/transport/transport'
import { FaultyServer } from '../support/faulty-server'
import { temporaryDirectory } from '../support/temporary-directory'
import { transportBasics } from './transport-basics'
import type { TransportCase, TransportHost } from './transport-cases'
import { transportOverHTTP } from './transport-http'

/** Every case, for runners other than vitest. */
export const transportCases: readonly TransportCase[] = [...transportBasics, ...transportOverHTTP]

/** A transport under test and, when it brings its own, the host that it talks to. */
export interface OpenedTransport {
  readonly transport: Transport
  /** Absent = the test's `FaultyServer`. A host of its own runs only the cases that need no HTTP. */
  readonly host?: TransportHost
}

/** Registers the contract of `Transport` for one implementation. `open` is called once per case. */
export function describeTransport(
  name: string,
  open: (options: { readonly baseURL: string }) => OpenedTransport | Promise<OpenedTransport>,
  options: { readonly needs?: TransportCase['needs'] } = {},
): void {
  const cases =
    options.needs === 'any' ? transportCases.filter(({ needs }) => needs === 'any') : transportCases
  describe(name, () => {
    for (const transportCase of cases) {
      test(transportCase.name, async () => {
        const directory = await temporaryDirectory()
        const server = await FaultyServer.start()
        onTestFinished(() => server.close())
        const { transport, host } = await open({ baseURL: server.baseURL })
        onTestFinished(() => transport.close())
        await transportCase.run({ transport, host: host ?? server, directory })
      })
    }
  })
}
