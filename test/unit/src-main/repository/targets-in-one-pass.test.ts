import { Targets } from '@tufjs/models'
import { beforeAll, describe, expect, it } from 'vitest'

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

function outcome(text: string): unknown {
  try {
    const targets = Targets.fromJSON(JSON.parse(text) as TargetsJSON)
    return { targets, text: JSON.stringify(targets.toJSON()) }
  } catch (error) {
    return String(error)
  }
}

describe('lists of targets in one pass', () => {
  const before = new Map<string, unknown>()

  beforeAll(async () => {
    for (const text of Object.values(documents)) before.set(text, outcome(text))
    const own: unknown = Reflect.get(Targets, 'fromJSON')
    await import('../../../../src-main/repository/targets-in-one-pass')
    expect(Reflect.get(Targets, 'fromJSON')).not.toBe(own)
  })

  it.each(Object.entries(documents))('says what the library says of a document with %s', (_, text) => {
    expect(outcome(text)).toEqual(before.get(text))
  })

  it('keeps the name __proto__ in what is signed', () => {
    const text = documents['a target with the name __proto__'] ?? ''
    expect(outcome(text)).toMatchObject({ text: expect.stringContaining('"__proto__":{') as string })
  })
})
