/** Packs in files, links to packs, and what is asked about them. */
export const files = {
  'action.saveAsFile': 'Save as file…',
  'files.choose': 'Install from a file…',
  'files.drop.title': 'Drop to install',
  'files.drop.text': 'Files that end in .assetpack. You are asked before anything is installed.',
  'files.reading.title': '{count, plural, one {Looking at the file} other {Looking at # files}}',
  'files.reading.text': 'Finding out which packs are inside, and who signed them.',
  'files.more': 'Only the first {count} files were looked at. Open the others after these.',
  'files.install.title':
    '{count, plural, one {Install {title} from a file?} other {Install # packs from files?}}',
  'files.install.new': 'Version {version} · {size} once installed',
  'files.install.replaces': 'Version {version} · {size} once installed. It replaces version {installed}.',
  'files.install.same': 'Version {version} is on your computer already.',
  'files.install.signed': 'Signed by the publisher. Nothing is downloaded.',
  'files.install.action': 'Install',
  'files.install.keep': 'Not now',
  'files.refused.title':
    '{count, plural, one {This file cannot be installed} other {These files cannot be installed}}',
  'files.nothing.title': 'There is nothing to install',
  'link.install.title': 'Install {title}?',
  'link.install.text':
    'A link asks for this pack. It downloads {size}; its size is {installed} once installed.',
  'link.update.title': 'Update {title}?',
  'link.update.text':
    'A link asks for version {version}, up to {size} to download. It replaces version {installed}.',
  'link.invalid.title': 'This link leads nowhere',
  'link.invalid.text': 'It does not name a pack. Whoever gave it to you may have another one.',
  'link.unknown.title': 'There is no such pack',
  'link.unknown.text': 'The link names a pack that is not offered here.',
  'save.title': 'Save {title} as a file',
  'save.ended.title': '{title} is saved as a file',
  'save.done': 'The file is {name}, {size}. Drop it onto this app on another computer to install it there.',
  'save.notWritable': 'The file cannot be written there. Choose another folder.',
} as const
