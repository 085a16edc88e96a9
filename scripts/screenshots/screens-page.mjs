// docs/screens.md: every picture, by view.

const lookNames = {
  light: 'light',
  dark: 'dark',
  narrow: 'narrow',
  phone: '320 px wide',
  german: 'German',
  arabic: 'right to left',
}

/**
 * The page for the views whose pictures lie in `screenshots/` beside it; one that was not taken yet is left out.
 *
 * @param {import('./views.mjs').View[]} views
 * @param {(file: string) => boolean} isTaken as {@link pictureFile} names it
 */
export function screensPage(views, isTaken) {
  const head = [
    '# Screens',
    '',
    'Every view of the window, as `npm run screenshots` takes them: the built app in the real Electron, against a repository that the',
    "script publishes with the project's own publisher and serves over HTTP. The content is that of `npm start`, and two thousand small",
    'packs for the last part. Clock and disk are always the same; how far a download has come is not.',
  ]
  return `${[...head, ...views.flatMap((view) => viewLines(view, isTaken))].join('\n')}\n`
}

function viewLines({ name, title, text, looks }, isTaken) {
  const [first, ...others] = looks.filter((look) => isTaken(pictureFile(name, look)))
  if (first === undefined) return []
  const links = others.map((look) => `[${lookNames[look]}](${pictureFile(name, look)})`)
  return [
    '',
    `## ${title}`,
    '',
    text,
    '',
    `![${title}](${pictureFile(name, first)})`,
    ...(links.length === 0 ? [] : ['', `The same: ${links.join(' · ')}`]),
  ]
}

/** Where a picture is, seen from docs/. */
export function pictureFile(name, look) {
  return `screenshots/${name}-${look}.png`
}
