/** Values of sentences that others have written: names of packs, files, folders and the app, what is searched for. */
const foreignNames: readonly string[] = ['title', 'name', 'id', 'product', 'directory', 'search']

/** U+2068 and U+2069: what stands between them has a direction of its own and turns nothing around it. */
const [isolate, endOfIsolate] = ['\u2068', '\u2069']

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u

/**
 * What others have written, so that it keeps its own direction in a sentence of another one: else the last sign of "Maps (HD)"
 * goes to its wrong end in Arabic, and numbers beside it change places. Where all goes from left to right it stays as it is.
 */
export function isolated(text: string, direction: 'ltr' | 'rtl'): string {
  return direction === 'rtl' || rightToLeft.test(text) ? `${isolate}${text}${endOfIsolate}` : text
}

/** The values of a sentence with what others have written isolated. */
export function isolatedValues<Value>(
  values: Readonly<Record<string, Value>>,
  direction: 'ltr' | 'rtl',
): Readonly<Record<string, Value | string>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' && foreignNames.includes(name) ? isolated(value, direction) : value,
    ]),
  )
}
