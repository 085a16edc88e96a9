/** Marks a place that the types say cannot be reached; fails loudly when a new case arrives untyped. */
export function assertNever(value: never): never {
  throw new TypeError(`Unexpected value: ${JSON.stringify(value)}`)
}
