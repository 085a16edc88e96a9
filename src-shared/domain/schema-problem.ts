import type * as z from 'zod'

/** What is wrong with a value that somebody wrote: the first thing, in words. */
export interface SchemaProblem {
  /** Names the part: `network.connections`; empty when it is the value itself. */
  readonly key: string
  readonly rule: string
  /** The part, shortened; absent when it is missing. */
  readonly value?: string
}

/** The first problem that a schema has with `root`. */
export function schemaProblem(error: z.ZodError, root: unknown): SchemaProblem {
  const issue = error.issues[0]
  if (issue === undefined) return problem('', root, 'must be valid')
  const path = issue.path.map(String)
  if (issue.code !== 'unrecognized_keys') return problem(path.join('.'), valueAt(root, path), issue.message)
  const key = [...path, issue.keys[0] ?? '']
  return problem(key.join('.'), valueAt(root, key), 'is not a known key')
}

/** The end of a sentence that names the part: `is 99: it must be 1 to 16.` */
export function problemText({ value, rule }: SchemaProblem): string {
  return `${value === undefined ? 'is missing' : `is ${value}`}: it ${rule}.`
}

function problem(key: string, value: unknown, rule: string): SchemaProblem {
  return value === undefined ? { key, rule } : { key, rule, value: shortened(value) }
}

function shortened(value: unknown): string {
  const isObject = typeof value === 'object' && value !== null
  const text = isObject ? 'an object' : typeof value === 'string' ? JSON.stringify(value) : String(value)
  return text.length > 120 ? `${text.slice(0, 120)}…` : text
}

function valueAt(root: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Readonly<Record<string, unknown>>)[key]
        : undefined,
    root,
  )
}
