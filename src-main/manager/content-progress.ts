import * as z from 'zod'
import { contentRequests, type ContentRequest } from '../../src-shared/domain/content-request'
import type { Logger } from '../platform/logger'
import type { DurableValues } from '../store/asset-pack-store'

const valueName = 'content.progress'
const request = z.enum(Object.keys(contentRequests) as [ContentRequest, ...ContentRequest[]])

const progressSchema = z.object({
  /** Whether the packs of the first installation were registered. */
  firstLaunchHandled: z.boolean(),
  /** Essential packs that the first launch still waits for: it ends when none is left. */
  awaitedIDs: z.array(z.string()).default([]),
  /** The app's version at that time or at its last update. */
  appVersion: z.string().optional(),
  /** The resolved language that was last acted on; empty when none fitted. Absent until a list was acted on. */
  language: z.string().optional(),
  /** Packs that the rules of the first launch kept back. */
  deferredIDs: z.array(z.string()),
  /** Whether packs that are recommended wait until the person has said which are wanted. */
  isPrefetchHeld: z.boolean().default(false),
  /** Packs that the app's extension declined, or that are held back, and the request that they would have come for. */
  declined: z.array(z.object({ id: z.string(), request })).default([]),
  /** Packs that somebody does not want of what the requests would bring that are not answered yet. */
  unwantedIDs: z.array(z.string()).default([]),
  /** Requests that no list has answered yet. An earlier release knew only one at a time. */
  pending: z
    .preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(request))
    .default([]),
})

/** How far the content requests of a container are: what makes each of them be acted on once. */
export type ContentProgress = z.infer<typeof progressSchema>

const nothing: ContentProgress = {
  firstLaunchHandled: false,
  awaitedIDs: [],
  deferredIDs: [],
  isPrefetchHeld: false,
  declined: [],
  unwantedIDs: [],
  pending: [],
}

/** The record of it in the container. */
export class ContentProgressRecord {
  readonly #values: DurableValues
  readonly #logger: Logger

  constructor(values: DurableValues, logger: Logger) {
    this.#values = values
    this.#logger = logger
  }

  read(): ContentProgress {
    const text = this.#values.get(valueName)
    if (text === undefined) return nothing
    try {
      return progressSchema.parse(JSON.parse(text))
    } catch {
      // Asking again for what is here already costs nothing; a start that fails would cost everything.
      this.#logger.log('warn', 'The record of handled content requests cannot be read; it begins anew')
      return nothing
    }
  }

  /** All of a change at once, durable when it returns; without a change the disk is left alone. */
  write(progress: ContentProgress): void {
    const text = JSON.stringify(progress)
    if (text !== this.#values.get(valueName)) this.#values.set(valueName, text)
  }
}
