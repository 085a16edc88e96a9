/**
 * Whether `message` is plain data (as JSON could carry it, `undefined` included) and not larger than `limit`.
 *
 * Runs in time proportional to `limit`, however large, deep or cyclic the message is: it stops counting at the limit, and
 * every value counts for at least one.
 */
export function isPlainMessageWithin(message: unknown, limit: number): boolean {
  const pending: unknown[] = [message]
  let size = 0
  while (pending.length > 0) {
    const cost = enqueue(pending.pop(), pending, limit - size)
    if (cost === undefined) return false
    size += cost
    if (size > limit) return false
  }
  return true
}

/** What `value` itself costs; its children go to `pending`. Undefined for what is not plain, or has too many children. */
function enqueue(value: unknown, pending: unknown[], budget: number): number | undefined {
  switch (typeof value) {
    case 'string':
      return value.length + 2
    case 'number':
    case 'boolean':
    case 'undefined':
      return 8
    case 'object':
      return value === null ? 4 : enqueueChildren(value, pending, budget)
    case 'bigint':
    case 'symbol':
    case 'function':
      return undefined
  }
}

function enqueueChildren(value: object, pending: unknown[], budget: number): number | undefined {
  if (Array.isArray(value)) {
    if (value.length > budget) return undefined
    pending.push(...(value as readonly unknown[]))
    return 2 + value.length
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return undefined
  let cost = 2
  for (const key of Object.keys(value)) {
    cost += key.length + 3
    if (cost > budget) return undefined
    pending.push((value as Readonly<Record<string, unknown>>)[key])
  }
  return cost
}
