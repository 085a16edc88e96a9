import * as z from 'zod'
import { AssetPack, assetPackSchema } from '../../src-shared/domain/asset-pack'
import { assetPackIDKey } from '../../src-shared/domain/asset-pack-id'
import type { InstalledPack } from './asset-pack-store'
import type { ContainerLayout } from './container-layout'
import type { PackRow } from './state-database'

const descriptionSchema = z.object({
  formatVersion: z.literal(1),
  assetPack: assetPackSchema,
  installedAt: z.number(),
})

/** The row that makes this version the active one. */
export function packRow(assetPack: AssetPack, installedAt: number): PackRow {
  return {
    key: assetPackIDKey(assetPack.id),
    description: JSON.stringify({ formatVersion: 1, assetPack, installedAt }),
    installed_at: installedAt,
  }
}

/** Reads a row, or the text of the file beside a version. @throws ZodError or SyntaxError when it is damaged. */
export function installedPackFrom(description: string, layout: ContainerLayout): InstalledPack {
  const { assetPack, installedAt } = descriptionSchema.parse(JSON.parse(description))
  const pack = new AssetPack(assetPack)
  return { assetPack: pack, directory: layout.packFiles(pack.id, pack.version), installedAt }
}
