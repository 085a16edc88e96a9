/**
 * Works out something of a list, and gives that answer again for as long as the list has the same items and the rest is the
 * same. For what takes long and whose list seldom changes, though it is made anew all the time.
 */
export function remembered<Item, Rest, Answer>(
  work: (items: readonly Item[], rest: Rest) => Answer,
): (items: readonly Item[], rest: Rest) => Answer {
  let last: { readonly items: readonly Item[]; readonly rest: Rest; readonly answer: Answer } | undefined
  return (items, rest) => {
    if (last === undefined || last.rest !== rest || !hasSameItems(last.items, items))
      last = { items, rest, answer: work(items, rest) }
    return last.answer
  }
}

/** Whether both hold the same objects in the same order. */
export function hasSameItems<Item>(one: readonly Item[], other: readonly Item[]): boolean {
  return one === other || (one.length === other.length && one.every((item, index) => item === other[index]))
}

/** Works out something of an object once, however many ask for it. The object must not change. */
export function rememberedOf<Source extends object, Answer>(
  work: (source: Source) => Answer,
): (source: Source) => Answer {
  const answers = new WeakMap<Source, { readonly answer: Answer }>()
  return (source) => {
    const found = answers.get(source)
    if (found !== undefined) return found.answer
    const answer = work(source)
    answers.set(source, { answer })
    return answer
  }
}
