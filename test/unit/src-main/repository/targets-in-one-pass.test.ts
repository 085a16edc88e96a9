import { createRequire } from 'node:module'
import { Targets } from '@tufjs/models'
import { describe, expect, it } from 'vitest'
import '../../../../src-main/repository/targets-in-one-pass'

type TargetsJSON = ReturnType<Targets['toJSON']>

const signed = { _type: 'targets', spec_version: '1.0.31', version: 3, expires: '2030-01-01T00:00:00Z' }
const file = (length: number) => ({ length, hashes: { sha256: 'ab' }, custom: { kind: 'pack' } })
const role = { name: 'other', keyids: [], threshold: 1, terminating: false, paths: ['*'] }

/** As JSON.parse reads them: `__proto__` is a field like any other. */
const documents: Readonly<Record<string, string>> = {
  'three targets': JSON.stringify({ ...signed, targets: { b: file(1), a: file(2), 10: file(3) } }),
  'no target': JSON.stringify({ ...signed, targets: {} }),
  'no list': JSON.stringify(signed),
  'fields that nobody knows': JSON.stringify({ ...signed, later: [1], targets: { a: { ...file(1), x: 1 } } }),
  'a delegation': JSON.stringify({ ...signed, targets: {}, delegations: { keys: {}, roles: [role] } }),
  'a target with the name __proto__': JSON.stringify({ ...signed, targets: { proto: file(1) } }).replace(
    '"proto"',
    '"__proto__"',
  ),
  'a list of another kind': JSON.stringify({ ...signed, targets: [file(1)] }),
  'a target that is a number': JSON.stringify({ ...signed, targets: { a: 1 } }),
  'a target without a length': JSON.stringify({ ...signed, targets: { a: { hashes: {} } } }),
  'no version': JSON.stringify({ ...signed, version: undefined, targets: {} }),
}

/** The library as it comes, in a copy of its own: the one that everybody here imports has been changed. */
function untouchedTargets(): typeof Targets {
  const require = createRequire(import.meta.url)
  const changed = Object.entries(require.cache).filter(([path]) => path.includes('@tufjs'))
  for (const [path] of changed) Reflect.deleteProperty(require.cache, path)
  const { Targets: untouched } = require('@tufjs/models') as { readonly Targets: typeof Targets }
  Object.assign(require.cache, Object.fromEntries(changed))
  return untouched
}

function outcome(text: string, library = Targets): unknown {
  try {
    const targets = library.fromJSON(JSON.parse(text) as TargetsJSON)
    return { targets, text: JSON.stringify(targets.toJSON()) }
  } catch (error) {
    return String(error)
  }
}

describe('lists of targets in one pass', () => {
  const untouched = untouchedTargets()

  it('are read and written by another way than the library has', () => {
    const ways = [Targets, untouched].map((library) => [
      String(Reflect.get(library, 'fromJSON')),
      String(Reflect.get(library.prototype, 'toJSON')),
    ])
    expect(ways[0]).not.toEqual(ways[1])
  })

  it.each(Object.entries(documents))('says what the library says of a document with %s', (_, text) => {
    expect(outcome(text)).toEqual(outcome(text, untouched))
  })

  it('keeps the name __proto__ in what is signed', () => {
    const text = documents['a target with the name __proto__'] ?? ''
    expect(outcome(text)).toMatchObject({ text: expect.stringContaining('"__proto__":{') as string })
  })
})
