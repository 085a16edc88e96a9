import type { Contract, Service } from '../../src-shared/ipc/contract'

type Ask = (argument: unknown, options: { readonly signal: AbortSignal }) => unknown

/**
 * A service that will be there: what is asked before waits for it, and hears why it did not come. So a window can ask while
 * the packs are still being opened.
 */
export function awaitedService<C extends Contract>(contract: C, service: Promise<Service<C>>): Service<C> {
  // Who asks hears of it; if nobody does, nobody needs to.
  service.catch(() => undefined)
  const handler = async (name: string): Promise<Ask> => {
    const there = await service
    return (Reflect.get(there, name) as Ask).bind(there)
  }
  const calls = Object.keys(contract.calls).map((name): [string, Ask] => [
    name,
    async (argument, options) => (await handler(name))(argument, options),
  ])
  const streams = Object.keys(contract.streams).map((name): [string, Ask] => [
    name,
    (argument, options) => itemsOf(handler(name), argument, options),
  ])
  return Object.fromEntries([...calls, ...streams]) as Service<C>
}

async function* itemsOf(
  handler: Promise<Ask>,
  argument: unknown,
  options: { readonly signal: AbortSignal },
): AsyncGenerator<unknown, void, undefined> {
  const ask = await handler
  if (!options.signal.aborted) yield* ask(argument, options) as AsyncIterable<unknown>
}
