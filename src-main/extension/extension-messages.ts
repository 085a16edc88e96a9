import * as z from 'zod'
import type { AssetPackDescription } from '../../src-shared/domain/asset-pack'
import type { SerializedError } from '../../src-shared/domain/errors'
import type { URLDownloadDescription } from '../../src-shared/domain/url-download'

/** What is said to an extension's program. */
export type ExtensionRequest =
  /** Comes first, once. `module` is a file URL. */
  | { readonly kind: 'load'; readonly module: string }
  | { readonly kind: 'ask'; readonly id: number; readonly assetPack: AssetPackDescription }
  /** A download has ended: with a file, or an error. */
  | {
      readonly kind: 'ended'
      readonly id: number
      readonly download: URLDownloadDescription
      readonly fileURL?: string
      readonly error?: SerializedError
    }
  /** Asks for a sign of life. */
  | { readonly kind: 'ping' }
  /** Comes last: the program ends once all that it printed is on its way. */
  | { readonly kind: 'end' }

const id = z.int().min(0)
const reason = z.string().transform((text) => (text.length > 500 ? `${text.slice(0, 500)}…` : text))

/** Checks what an extension's program says: the extension's own code shares the line with it. */
export const extensionReplySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('loaded') }),
  z.strictObject({ kind: z.literal('notLoaded'), reason }),
  z.strictObject({ kind: z.literal('begun'), id }),
  z.strictObject({ kind: z.literal('answered'), id, answer: z.boolean() }),
  z.strictObject({ kind: z.literal('failed'), id, failure: z.enum(['threw', 'noBoolean']), reason }),
  z.strictObject({ kind: z.literal('handled'), id, next: z.array(z.unknown()).max(1_000) }),
  z.strictObject({ kind: z.literal('alive') }),
])

/**
 * What an extension's program says: that the module is loaded or cannot be; of each question that its code is called now,
 * and what came of it; and that it is alive, when asked.
 */
export type ExtensionReply = z.infer<typeof extensionReplySchema>
