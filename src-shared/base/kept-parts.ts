/**
 * `next`, in which every part that is equal to the same part of `previous` is that very part: what did not change stays the
 * same object, however often it is told anew. For plain data, as it comes from another process.
 */
export function withKeptParts<Data>(previous: unknown, next: Data): Data {
  if (Array.isArray(previous) && Array.isArray(next)) return keptList(previous, next) as Data
  if (isRecord(previous) && isRecord(next)) return keptRecord(previous, next) as Data
  return next
}

function keptList(previous: readonly unknown[], next: readonly unknown[]): readonly unknown[] {
  const kept = next.map((item, index) => withKeptParts(previous[index], item))
  const isSame = kept.length === previous.length && kept.every((item, index) => item === previous[index])
  return isSame ? previous : kept
}

type DataRecord = Readonly<Record<string, unknown>>

function keptRecord(previous: DataRecord, next: DataRecord): DataRecord {
  const names = Object.keys(next)
  const before = (name: string): unknown => (Object.hasOwn(previous, name) ? previous[name] : undefined)
  const kept = Object.fromEntries(names.map((name) => [name, withKeptParts(before(name), next[name])]))
  const isSame =
    names.length === Object.keys(previous).length &&
    names.every((name) => Object.hasOwn(previous, name) && kept[name] === previous[name])
  return isSame ? previous : kept
}

function isRecord(data: unknown): data is DataRecord {
  return typeof data === 'object' && data !== null && !Array.isArray(data)
}
