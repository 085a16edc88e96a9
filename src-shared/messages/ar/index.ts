import type { Catalogue } from '../message-id'
import { downloads } from './downloads'
import { errors } from './errors'
import { files } from './files'
import { library } from './library'
import { menu } from './menu'
import { packDetail } from './pack-detail'
import { notifications } from './notifications'
import { packs } from './packs'
import { questions } from './questions'
import { settings } from './settings'
import { shell } from './shell'
import { shortcuts } from './shortcuts'
import { startup } from './startup'
import { storage } from './storage'
import { welcome } from './welcome'

/** Every sentence in Arabic. */
export const ar: Catalogue = {
  ...downloads,
  ...errors,
  ...files,
  ...library,
  ...menu,
  ...packDetail,
  ...notifications,
  ...packs,
  ...questions,
  ...settings,
  ...shell,
  ...shortcuts,
  ...startup,
  ...storage,
  ...welcome,
}
