/** The frame of every screen: navigation, search, connection, footer, notices, what is said aloud, times. */
export const shell = {
  'app.skip': 'Skip to the content',
  'app.navigation': 'Screens',
  'app.status': 'Status',
  'app.lost': '<b>Downloads do not answer.</b> Trying again every second. Nothing is lost.',

  'connection.unknown': 'Connecting',
  'connection.online': 'Online',
  'connection.offline': 'Offline',
  'connection.unreachable': 'No answer',
  'connection.label': 'Connection',

  'search.label': 'Search packs',
  'search.clear': 'Clear search',

  'screen.library': 'Library',
  'screen.downloads': 'Downloads',
  'screen.downloads.count': '{count, plural, one {# download} other {# downloads}}',

  'footer.idle': 'Nothing is downloading',
  'footer.left': '{time} for everything',
  'footer.waiting': '{count, plural, one {# download waits} other {# downloads wait}}',
  'footer.paused': '{count, plural, one {# download is paused} other {# downloads are paused}}',
  'footer.free': '{size} free',

  'time.underAMinute': 'Less than a minute left',
  'time.about': 'About {time} left',
  'time.overADay': 'More than a day left',
  'time.short.underAMinute': 'Under 1 min',
  'time.short.about': 'About {time}',
  'time.short.overADay': 'Over a day',

  'notice.offline': '<b>You are offline.</b> Downloads will continue by themselves when you are back online.',
  'notice.unreachable': '<b>The pack server is not answering.</b> We will try again by ourselves.',
  'notice.untrusted.details': 'Nothing new is installed until the list can be trusted.',
  'notice.packsWork': 'Installed packs still work.',
  'notice.tryNow': 'Try now',
  'notice.dismiss': 'Dismiss',

  'updates.checking': 'Checking for updates…',
  'updates.checked':
    '{count, plural, =0 {Checked at {time}: no updates} one {Checked at {time}: # update} other {Checked at {time}: # updates}}',
  'updates.none': 'Everything you have is up to date.',
  'updates.held':
    '{count, plural, one {# pack stays at its version: its updates are off.} other {# packs stay at their versions: their updates are off.}} Everything else is up to date.',
  'say.lost': 'Downloads do not answer. Trying again.',
  'say.found': 'Downloads answer again.',
  'say.online': 'Online again.',

  'say.phase': '{title}: {state}.',
  'say.quarter': '{title}: {percent}.',
  'say.finished': '{title} is installed.',
  'say.removed': '{title} was removed.',
  'say.finishedMany': '{count, plural, one {# pack is} other {# packs are}} installed.',
  'say.failed': '{title}: {problem}.',

  'failure.title': 'This screen could not be shown',
  'failure.text': 'Something went wrong in the window. Your packs and downloads are not affected.',
  'failure.copy': 'Copy details',
  'undo.label': 'Recently removed',
  'undo.removed': '{count, plural, one {{title} was removed.} other {# packs were removed.}}',
  'undo.late':
    '{count, plural, one {It was too late: {title} is being deleted. You can install it again.} other {It was too late: # packs are being deleted. You can install them again.}}',
  'undo.action': 'Undo',
} as const
