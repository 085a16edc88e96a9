/** What decides which language's localized packs are wanted. Tags are BCP-47. */
export interface LanguageChoice {
  /** The most wanted first. */
  readonly preferred: readonly string[]
  /** Wanted when nothing fits a preference. */
  readonly primary?: string | undefined
}

interface LikelyLanguage {
  /** Language and script: who reads one region's text of it reads the others'. */
  readonly base: string
  /** Language, script and region. */
  readonly full: string
}

/** Tags come from signed lists and few callers; more than this many different ones are a mistake or an attack. */
const rememberedTags = 1_000
const remembered = new Map<string, LikelyLanguage | undefined>()

/**
 * The tag as BCP-47 writes it: `PT-br` is `pt-BR`.
 *
 * @returns `undefined` for what is not a language tag.
 */
export function canonicalLanguage(tag: string): string | undefined {
  try {
    return new Intl.Locale(tag).toString()
  } catch {
    return undefined
  }
}

/**
 * Whether both name the same language once what they leave out is filled in by CLDR's likely subtags: `en`, `en-US` and
 * `en-Latn-US` do, `en-CA` does not. Variants and extensions do not count; what is not a tag is the same as nothing.
 */
export function isSameLanguage(first: string, second: string): boolean {
  const likely = likelyLanguage(first)
  return likely !== undefined && likely.full === likelyLanguage(second)?.full
}

/** Each language once, spelled canonically, in code-unit order. Leaves out what is not a tag. */
export function distinctLanguages(tags: Iterable<string>): readonly string[] {
  const distinct: string[] = []
  const canonical = [...new Set(tags)].flatMap((tag) => canonicalLanguage(tag) ?? [])
  for (const tag of canonical.sort())
    if (!distinct.some((known) => isSameLanguage(known, tag))) distinct.push(tag)
  return distinct
}

/**
 * The one of `available` that fits best. For each preference in turn: the same language, else another region of it, in the
 * same script. Of several regions the one that the language has most of all (`en-US` for `en`) goes first, then the first
 * in code-unit order. When no preference fits, the primary language in the same way.
 *
 * @returns `undefined` when nothing fits.
 */
export function bestLanguage(
  available: readonly string[],
  { preferred, primary }: LanguageChoice,
): string | undefined {
  const ordered = [...available].sort()
  for (const wanted of primary === undefined ? preferred : [...preferred, primary]) {
    const found = closest(ordered, wanted)
    if (found !== undefined) return found
  }
  return undefined
}

function closest(ordered: readonly string[], wanted: string): string | undefined {
  const base = likelyLanguage(wanted)?.base
  if (base === undefined) return undefined
  const ofThatBase = ordered.filter((tag) => likelyLanguage(tag)?.base === base)
  return (
    ofThatBase.find((tag) => isSameLanguage(tag, wanted)) ??
    ofThatBase.find((tag) => isSameLanguage(tag, base)) ??
    ofThatBase[0]
  )
}

function likelyLanguage(tag: string): LikelyLanguage | undefined {
  if (remembered.has(tag)) return remembered.get(tag)
  if (remembered.size >= rememberedTags) remembered.clear()
  const likely = maximized(tag)
  remembered.set(tag, likely)
  return likely
}

function maximized(tag: string): LikelyLanguage | undefined {
  try {
    const { language, script, region } = new Intl.Locale(tag).maximize()
    const base = [language, script].filter((part) => part !== undefined).join('-')
    return { base, full: region === undefined ? base : `${base}-${region}` }
  } catch {
    return undefined
  }
}
