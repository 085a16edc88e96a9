import { randomBytes, randomUUID } from 'node:crypto'

/** Chance, as far as anything above this folder may know it. Tests replace it with a seeded one. */
export interface Random {
  /** A number in [0, 1). For jitter, never for secrets. */
  fraction(): number
  /** `size` unpredictable bytes. */
  bytes(size: number): Uint8Array
  /** A version 4 UUID. */
  uuid(): string
}

/** The machine's source of chance. */
export const systemRandom: Random = {
  fraction: () => Math.random(),
  bytes: (size) => randomBytes(size),
  uuid: () => randomUUID(),
}
