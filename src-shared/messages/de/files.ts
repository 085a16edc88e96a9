/** Packs in files, links to packs, and what is asked about them. */
export const files = {
  'action.saveAsFile': 'Als Datei sichern …',
  'files.choose': 'Aus einer Datei installieren …',
  'files.drop.title': 'Zum Installieren loslassen',
  'files.drop.text': 'Dateien, die auf .assetpack enden. Vor dem Installieren werden Sie gefragt.',
  'files.reading.title': '{count, plural, one {Die Datei wird angesehen} other {# Dateien werden angesehen}}',
  'files.reading.text': 'Welche Pakete sind enthalten, und wer hat sie signiert?',
  'files.more': 'Nur die ersten {count} Dateien wurden angesehen. Öffnen Sie die übrigen danach.',
  'files.install.title':
    '{count, plural, one {{title} aus einer Datei installieren?} other {# Pakete aus Dateien installieren?}}',
  'files.install.new': 'Version {version} · {size} nach der Installation',
  'files.install.replaces':
    'Version {version} · {size} nach der Installation. Sie ersetzt Version {installed}.',
  'files.install.same': 'Version {version} ist schon auf Ihrem Computer.',
  'files.install.signed': 'Vom Herausgeber signiert. Es wird nichts geladen.',
  'files.install.action': 'Installieren',
  'files.install.keep': 'Jetzt nicht',
  'files.refused.title':
    '{count, plural, one {Diese Datei kann nicht installiert werden} other {Diese Dateien können nicht installiert werden}}',
  'files.nothing.title': 'Es gibt nichts zu installieren',
  'link.install.title': '{title} installieren?',
  'link.install.text':
    'Ein Link möchte dieses Paket. Es lädt {size} und ist nach der Installation {installed} groß.',
  'link.update.title': '{title} aktualisieren?',
  'link.update.text':
    'Ein Link möchte Version {version}, bis zu {size} zu laden. Sie ersetzt Version {installed}.',
  'link.invalid.title': 'Dieser Link führt nirgendwohin',
  'link.invalid.text': 'Er nennt kein Paket. Vielleicht hat, wer ihn Ihnen gab, einen anderen.',
  'link.unknown.title': 'Dieses Paket gibt es nicht',
  'link.unknown.text': 'Der Link nennt ein Paket, das hier nicht angeboten wird.',
  'save.title': '{title} als Datei sichern',
  'save.ended.title': '{title} ist als Datei gesichert',
  'save.done':
    'Die Datei heißt {name} und hat {size}. Ziehen Sie sie auf einem anderen Computer auf diese App, um das Paket dort zu installieren.',
  'save.notWritable': 'Die Datei kann dort nicht geschrieben werden. Wählen Sie einen anderen Ordner.',
} as const
