import * as z from 'zod'
import { AssetPack, assetPackSchema } from '../../src-shared/domain/asset-pack'
import { assetPackIDKey } from '../../src-shared/domain/asset-pack-id'
import type { InstalledPack } from './asset-pack-store'
import type { ContainerLayout } from './container-layout'
import type { PackRow } from './state-rows'

const descriptionSchema = z.object({
  formatVersion: z.literal(1),
  assetPack: assetPackSchema,
  installedAt: z.number(),
  indexSha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
})

/** The row that says which version this is. */
export function packRow({
  assetPack,
  installedAt,
  indexSha256,
}: Pick<InstalledPack, 'assetPack' | 'installedAt' | 'indexSha256'>): PackRow {
  return {
    key: assetPackIDKey(assetPack.id),
    description: JSON.stringify({ formatVersion: 1, assetPack, installedAt, indexSha256 }),
    installed_at: installedAt,
  }
}

/** Reads a row, or the text of the file beside a version. @throws ZodError or SyntaxError when it is damaged. */
export function installedPackFrom(description: string, layout: ContainerLayout): InstalledPack {
  const { assetPack, installedAt, indexSha256 } = descriptionSchema.parse(JSON.parse(description))
  const pack = new AssetPack(assetPack)
  return { assetPack: pack, directory: layout.packFiles(pack.id, pack.version), installedAt, indexSha256 }
}
