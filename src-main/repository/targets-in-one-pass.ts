// Imported for what it does: from then on @tufjs/models reads and writes a list of targets in one pass. By itself it copies
// the whole list once for each entry, so that ten times the packs cost a hundred times the time, on the main thread.
// What it takes and what it gives stay the same: everything but that list, and any list that is out of order, goes its way.
import { TargetFile, Targets } from '@tufjs/models'

type TargetsJSON = ReturnType<Targets['toJSON']>

const readTargets = Targets.fromJSON.bind(Targets)
const writeTargets = Reflect.get<Targets, 'toJSON'>(Targets.prototype, 'toJSON')

Targets.fromJSON = (data) => {
  const { targets } = data
  if (!isRecordOfObjects(targets)) return readTargets(data)
  const { version, specVersion, expires, delegations, unrecognizedFields } = readTargets({
    ...data,
    targets: {},
  })
  return new Targets({
    version,
    specVersion,
    expires,
    unrecognizedFields,
    // Where there is none, the field is absent.
    ...(delegations === undefined ? {} : { delegations }),
    targets: mapped(targets, (target, path) => TargetFile.fromJSON(path, target)),
  })
}

Targets.prototype.toJSON = function (this: Targets) {
  const withoutTargets = Object.create(this, { targets: { value: {} } }) as Targets
  // In its place, so that the order of the fields stays.
  return Object.assign(writeTargets.call(withoutTargets), {
    targets: mapped(this.targets, (target) => target.toJSON()),
  })
}

function isRecordOfObjects(value: unknown): value is Record<string, TargetsJSON> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.values(value).every((entry) => typeof entry === 'object' && entry !== null)
}

/** Every name becomes a field of its own, `__proto__` too: none may be left out of what is signed. */
function mapped<T, U>(
  record: Readonly<Record<string, T>>,
  map: (value: T, name: string) => U,
): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value, name)]))
}
