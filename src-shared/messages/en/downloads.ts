/** The downloads. */
export const downloads = {
  'downloads.summary': '{count, plural, one {# pack} other {# packs}}, {size} to go',
  'downloads.running': 'Downloading now',
  'downloads.waiting': 'Up next',
  'downloads.paused': 'Paused',
  'downloads.failed': 'Could not finish',
  'downloads.pauseAll': 'Pause all',
  'downloads.resumeAll': 'Resume all',
  'downloads.empty.title': 'Nothing is downloading',
  'downloads.empty.text': 'Everything you have is up to date.',
  'downloads.empty.updates': '{count, plural, one {# update is} other {# updates are}} ready in the library.',
  'downloads.downloaded': 'downloaded',
  'downloads.speed': 'speed',
  'downloads.left': 'left',
  'downloads.then': 'then {step}',
} as const
