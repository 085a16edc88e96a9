import { errorMessages } from './error-messages'

/**
 * Every sentence of the window in English, in ICU message format, by an id that says where it stands. Translators get
 * these ids; no sentence is written anywhere else. `{…}` values are already formatted where they are sizes, speeds or times.
 */
const windowMessages = {
  'app.skip': 'Skip to the packs',
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
  'search.keys': 'Ctrl K',

  'screen.library': 'Library',
  'screen.downloads': 'Downloads',
  'screen.downloads.count': '{count, plural, one {# download} other {# downloads}}',

  'footer.idle': 'Nothing is downloading',
  'footer.left': '{time} for everything',
  'footer.waiting': '{count, plural, one {# download waits} other {# downloads wait}}',
  'footer.paused': '{count, plural, one {# download is paused} other {# downloads are paused}}',
  'footer.free': '{size} free',

  'library.summary': '{count, plural, one {# pack} other {# packs}} · {size} on disk',
  'library.summaryNone': '{count, plural, one {# pack} other {# packs}}, none installed',
  'library.list': 'Packs',
  'library.filter': 'Show',
  'library.filter.all': 'All',
  'library.filter.installed': 'Installed',
  'library.filter.updates': 'Updates',
  'library.layout': 'Layout',
  'library.layout.grid': 'Grid',
  'library.layout.list': 'List',
  'library.check': 'Check for updates',
  'library.checking': 'Checking…',
  'library.updateAll': 'Update all · up to {size}',
  'library.empty.title': 'No packs yet',
  'library.empty.text': 'Packs you can install will appear here.',
  'library.noMatch.title': 'Nothing matches “{search}”',
  'library.noMatch.text': 'Packs are searched by name, id and description.',
  'library.noMatch.action': 'Clear search',
  'library.noInstalled.title': 'No packs installed',
  'library.noInstalled.text': 'Packs you install will appear here.',
  'library.noUpdates.title': 'No updates',
  'library.noUpdates.text': 'Everything you have is up to date.',
  'library.showAll': 'Show all packs',

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

  'pack.version': 'Version <v>{version}</v>',
  'pack.versionChange': 'Version <v>{from}</v> → <v>{to}</v>',
  'pack.versionChange.label': 'Version {from} to {to}',
  'pack.pinned': 'Updates off',
  'pack.downloadSize': '{size} to download',
  'pack.updateSize': 'Up to {size} to download',
  'pack.installedSize': '{size} on disk',
  'pack.sizeOnceInstalled': '{size} once installed',
  'pack.progress': '{done} of {total}',
  'pack.progress.label': 'Progress: {title}',
  'pack.progress.text': '{percent}, {state}',
  'pack.progress.textWithTime': '{percent}, {state}, {time}',
  'pack.more': 'More: {title}',
  'action.install': 'Install',
  'action.update': 'Update',
  'action.updateInLessSpace': 'Update with less space…',
  'action.pause': 'Pause',
  'action.resume': 'Resume',
  'action.cancel': 'Cancel',
  'action.remove': 'Remove',
  'action.retry': 'Try again',
  'action.check': 'Check again',
  'action.dismiss': 'Dismiss',
  'action.showInFolder': 'Show in folder',
  'action.checkFiles': 'Check files',
  'action.rollback': 'Go back a version',
  'action.unpin': 'Turn on updates',
  'action.named': '{action}: {title}',

  'policy.essential': 'Needed',
  'policy.prefetch': 'Recommended',
  'policy.onDemand': 'Optional',

  'state.notInstalled': 'Not installed',
  'state.waiting': 'Waiting',
  'state.downloading': 'Downloading',
  'state.verifying': 'Checking',
  'state.installing': 'Installing',
  'state.paused': 'Paused',
  'state.upToDate': 'Up to date',
  'state.updateAvailable': 'Update ready',
  'state.failed': 'Could not finish',
  'state.obsolete': 'No longer offered',

  'waiting.queue': 'Starts when another pack is done',
  'waiting.network': 'Waiting for a network',
  'waiting.metered': 'Waiting for a network that costs nothing',
  'waiting.power': 'Waiting for mains power',
  'waiting.retry': 'Trying again soon',
  'waiting.after': '{problem} · retrying',
  'waiting.diskSpace': 'Waiting for disk space',
  'waiting.quietHours': 'Waiting for the end of quiet hours',
  'waiting.until': 'Waits until {time}',

  'time.underAMinute': 'Less than a minute left',
  'time.about': 'About {time} left',
  'time.overADay': 'More than a day left',
  'time.short.underAMinute': 'Under 1 min',
  'time.short.about': 'About {time}',
  'time.short.overADay': 'Over a day',

  'notice.offline':
    '<b>You are offline.</b> Installed packs still work. Downloads will continue by themselves when you are back online.',
  'notice.unreachable':
    '<b>The pack server is not answering.</b> Installed packs still work. We will try again by ourselves.',
  'notice.untrusted.details':
    'Installed packs still work. Nothing new is installed until the list can be trusted.',
  'notice.tryNow': 'Try now',
  'notice.details': 'Details',
  'notice.dismiss': 'Dismiss',

  'error.code': 'Code',
  'error.message': 'For support',
  'error.details': 'Details',

  'firstRun.title': 'Getting things ready',
  'firstRun.text':
    '{count, plural, one {One needed pack is} other {# needed packs are}} on the way. You can look around meanwhile.',
  'firstRun.progress': 'Progress of needed packs',
  'firstRun.ready': 'Ready to use',
  'firstRun.readyText': 'Everything needed is installed. Recommended packs follow by themselves.',
  'firstRun.continue': 'Continue',

  'confirm.remove.title': 'Remove {title}?',
  'confirm.remove.text': 'This deletes its files and frees {size}. You can install it again later.',
  'confirm.remove.essential':
    'This deletes its files and frees {size}. The app needs this pack and will download it again.',
  'confirm.remove.obsolete':
    'This deletes its files and frees {size}. It is no longer offered, so you cannot install it again.',
  'confirm.remove.action': 'Remove',
  'confirm.remove.keep': 'Keep it',
  'confirm.cancel.title': 'Cancel this download?',
  'confirm.cancel.text':
    '{title}: the {size} that already arrived will be thrown away. To keep them, pause instead.',
  'confirm.cancel.textEmpty': '{title}: nothing has arrived yet, so nothing is lost.',
  'confirm.cancel.update': 'Version {version} stays installed and works.',
  'confirm.cancel.action': 'Cancel download',
  'confirm.cancel.keep': 'Keep downloading',

  'confirm.rollback.title': 'Go back to version {version}?',
  'confirm.rollback.text':
    '{title} will stay on version {version} until you update it or turn updates on again. Version {current} stays on your computer.',
  'confirm.rollback.download': 'The download of the newer version is cancelled.',
  'confirm.rollback.action': 'Go back',
  'confirm.rollback.keep': 'Keep version {current}',

  'confirm.lowSpace.title': 'Update {title} with less space?',
  'confirm.lowSpace.text':
    'Your disk has no room for version {to} beside version {from}. Its files can replace the old ones one by one instead, at a price:',
  'confirm.lowSpace.space': 'It needs {size} free instead of {usual}. You have {free}.',
  'confirm.lowSpace.download': 'It downloads {size}, as usual.',
  'confirm.lowSpace.moreToDownload': 'It downloads up to {size} instead of {usual}.',
  'confirm.lowSpace.time': 'It takes longer. The pack cannot be used meanwhile.',
  'confirm.lowSpace.noWayBack': 'Version {from} is not kept, so you cannot go back.',
  'confirm.lowSpace.action': 'Update with less space',
  'confirm.lowSpace.keep': 'Not now',

  'check.verify.title': 'Check the files of {title}',
  'check.repair.title': 'Repair {title}',
  'check.fine': '{count, plural, one {The file is} other {All # files are}} as the publisher made them.',
  'check.damaged': '{count, plural, one {# file needs} other {# files need}} repair.',
  'check.repaired':
    '{count, plural, one {# file was} other {# files were}} put right. All files are as the publisher made them.',
  'check.more': '{count, plural, one {and # more} other {and # more}}',
  'check.repair': 'Repair',
  'check.close': 'Close',
  'check.finding.damaged': 'Damaged',
  'check.finding.missing': 'Missing',
  'check.finding.obstructed': 'Replaced by something else',
  'check.finding.extra': 'Does not belong here',
  'check.finding.index': 'List of files damaged',

  'say.phase': '{title}: {state}.',
  'say.quarter': '{title}: {percent}.',
  'say.finished': '{title} is installed.',
  'say.removed': '{title} was removed.',
  'say.finishedMany': '{count, plural, one {# pack is} other {# packs are}} installed.',
  'say.failed': '{title}: {problem}.',
} as const

/** The one catalogue. */
export const messages = { ...windowMessages, ...errorMessages } as const

/** The id of a sentence. */
export type MessageID = keyof typeof messages
