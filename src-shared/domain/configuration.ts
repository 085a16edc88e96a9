import * as z from 'zod'
import { bytesPerSecondSchema } from './download-limits'
import { AssetPackError } from './errors'
import { canonicalLanguage } from './language'
import { problemText, schemaProblem } from './schema-problem'

const byteCount = z.int('must be a whole number of bytes').min(0, 'must be 0 or more')

const domainName =
  /^(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i

const restrictionsSchema = z.strictObject(
  {
    downloadAllowance: byteCount.optional(),
    essentialDownloadAllowance: byteCount.optional(),
    downloadDomainAllowList: z
      .array(z.string().max(253).regex(domainName, 'must be a host name, "*." in front allowed'))
      .max(256)
      .readonly()
      .optional(),
  },
  'must be an object',
)

const networkSchema = z.strictObject(
  {
    bytesPerSecond: bytesPerSecondSchema.optional(),
    connections: z
      .int('must be a whole number')
      .min(1, 'must be 1 to 16')
      .max(16, 'must be 1 to 16')
      .optional(),
    packsAtOnce: z
      .int('must be a whole number')
      .min(1, 'must be 1 to 16')
      .max(16, 'must be 1 to 16')
      .optional(),
  },
  'must be an object',
)

const repositoryURL = z
  .string('must be text')
  .refine(isRepositoryURL, 'must be an https URL (http only to this machine) without user, query or fragment')
  .transform(withTrailingSlash)

const configurationSchema = z.strictObject(
  {
    appGroupID: z
      .string('must be text')
      .regex(/^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,126}[A-Za-z0-9])?$/, 'must be 1 to 128 of A-Z a-z 0-9 . -'),
    hasManagedAssetPacks: z.boolean('must be true or false'),
    manifestURL: repositoryURL,
    mirrors: z
      .array(repositoryURL, 'must be a list of URLs')
      .max(8, 'must be at most 8 URLs')
      .readonly()
      .optional(),
    rootMetadata: z.string('must be the path of the trusted root.json').min(1, 'must not be empty'),
    initialDownloadRestrictions: restrictionsSchema.optional(),
    maxInstallSize: byteCount.optional(),
    essentialMaxInstallSize: byteCount.optional(),
    containerDirectory: z.string('must be a path').min(1, 'must not be empty').optional(),
    keptVersions: z
      .int('must be a whole number')
      .min(0, 'must be 0 to 10')
      .max(10, 'must be 0 to 10')
      .optional(),
    network: networkSchema.optional(),
    primaryLanguage: z
      .string('must be text')
      .refine(
        (tag) => canonicalLanguage(tag) !== undefined,
        'must be a language tag, like "en", "zh-Hans" or "pt-BR"',
      )
      .transform((tag) => canonicalLanguage(tag) ?? tag)
      .optional(),
    downloaderExtension: z
      .string('must be the path or the file URL of a module')
      .min(1, 'must not be empty')
      // A single letter before the colon is a drive.
      .refine(
        (text) => !/^(?!file:)[a-z][a-z0-9+.-]+:/i.test(text),
        'must be the path or the file URL of a module',
      )
      .optional(),
    productName: z
      .string('must be text')
      .min(1, 'must not be empty')
      .max(80, 'must be at most 80 characters')
      .optional(),
  },
  'must be a JSON object',
)

/**
 * Limits on what content requests bring before the first launch has ended (`AssetPackManager.firstLaunchHasEnded`), over all
 * its processes. What the app asks for goes past them. Sizes in bytes as downloaded.
 */
export interface InitialDownloadRestrictions {
  /** `BADownloadAllowance`: for all prefetch packs together. */
  readonly downloadAllowance?: number | undefined
  /** `BAEssentialDownloadAllowance`: for all essential packs together. */
  readonly essentialDownloadAllowance?: number | undefined
  /** `BADownloadDomainAllowList`: host names; `*.example.com` means every name below it. Absent = no limit. */
  readonly downloadDomainAllowList?: readonly string[] | undefined
}

/** How much of the network may be used. */
export interface NetworkLimits {
  /** Until somebody sets limits on downloads, which then take the place of this. */
  readonly bytesPerSecond?: number | undefined
  /** Connections to the host at once, of one pack; 8 when absent, of which Chromium opens 6. */
  readonly connections?: number | undefined
  readonly packsAtOnce?: number | undefined
}

/** What the app says about its packs: the original's Info.plist keys without their prefix, and ours. */
export interface Configuration {
  /** `BAAppGroupID`. Names the container: apps with the same one share their packs. */
  readonly appGroupID: string
  /** `BAHasManagedAssetPacks`. False: nothing is downloaded unless asked. */
  readonly hasManagedAssetPacks: boolean
  /** `BAManifestURL`: the repository's base URL; ends with `/`. */
  readonly manifestURL: string
  /** (+) Base URLs of copies of the repository, asked in this order where the one before fails. */
  readonly mirrors?: readonly string[] | undefined
  /** (+) Path of the `root.json` that the app trusts from the start; in a file relative to that file. */
  readonly rootMetadata: string
  /** `BAInitialDownloadRestrictions`. */
  readonly initialDownloadRestrictions?: InitialDownloadRestrictions | undefined
  /** `BAMaxInstallSize`: bytes that installed prefetch packs may take together when they come by themselves. */
  readonly maxInstallSize?: number | undefined
  /** `BAEssentialMaxInstallSize`: the same for essential packs. */
  readonly essentialMaxInstallSize?: number | undefined
  /** (+) Where the packs are kept; in a file relative to that file. */
  readonly containerDirectory?: string | undefined
  /** (+) How many versions of each pack are kept from before, to roll back to; 1 by default. */
  readonly keptVersions?: number | undefined
  /** (+) How much of the network may be used. */
  readonly network?: NetworkLimits | undefined
  /** BCP-47 (the original's `primaryLanguage`): the language of localized packs when none fits what the user prefers. */
  readonly primaryLanguage?: string | undefined
  /**
   * (+) The module of the app's `ManagedDownloaderExtension`: a file URL, or a path, in a file relative to that file. What is
   * wrong with the module itself is told when it is first asked.
   */
  readonly downloaderExtension?: string | undefined
  /** (+) What the app calls itself in its window. */
  readonly productName?: string | undefined
}

/**
 * Reads a configuration.
 *
 * @throws {@link AssetPackError} `configurationInvalid` that names the key, the value and the rule.
 */
export function parseConfiguration(value: unknown): Configuration {
  const result = configurationSchema.safeParse(value)
  if (result.success) return result.data
  const found = schemaProblem(result.error, value)
  const key = found.key === '' ? 'configuration' : found.key
  throw new AssetPackError('configurationInvalid', `Configuration key "${key}" ${problemText(found)}`, {
    details: { ...found, key },
  })
}

function isRepositoryURL(text: string): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  if (url.username !== '' || url.password !== '' || text.includes('?') || text.includes('#')) return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname)
}

function withTrailingSlash(text: string): string {
  const { href } = new URL(text)
  return href.endsWith('/') ? href : `${href}/`
}
