import * as z from 'zod'

/** When an automatic policy applies: at the first installation of the app, or at a later update of it. */
export const installationEventTypes = ['firstInstallation', 'subsequentUpdate'] as const

/** One of {@link installationEventTypes}. */
export type InstallationEventType = (typeof installationEventTypes)[number]

/**
 * When a pack is downloaded without being asked for.
 *
 * - `essential`: needed before first use; holds the first-run screen.
 * - `prefetch`: starts by itself after the essential packs, goes on in the background.
 * - `onDemand`: only when somebody asks.
 */
export type DownloadPolicy =
  | { readonly kind: 'essential'; readonly installationEventTypes: readonly InstallationEventType[] }
  | { readonly kind: 'prefetch'; readonly installationEventTypes: readonly InstallationEventType[] }
  | { readonly kind: 'onDemand' }

const eventTypes = z.array(z.enum(installationEventTypes)).min(1).max(2).readonly()

/** Checks a {@link DownloadPolicy} that came from another process or file. */
export const downloadPolicySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('essential'), installationEventTypes: eventTypes }),
  z.strictObject({ kind: z.literal('prefetch'), installationEventTypes: eventTypes }),
  z.strictObject({ kind: z.literal('onDemand') }),
])
