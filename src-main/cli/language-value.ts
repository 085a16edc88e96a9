import { AssetPackError } from '../../src-shared/domain/errors'
import { canonicalLanguage } from '../../src-shared/domain/language'

/**
 * Reads a language given on the command line: BCP-47, spelled canonically.
 *
 * @throws `wrongUse` for what is not a language tag.
 */
export function parseLanguage(option: string, text: string): string {
  const language = canonicalLanguage(text)
  if (language !== undefined) return language
  throw new AssetPackError(
    'wrongUse',
    `${option} "${text.slice(0, 40)}": use a language tag, like "en", "zh-Hans" or "pt-BR".`,
  )
}
