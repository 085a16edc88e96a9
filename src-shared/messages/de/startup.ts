import type { startup as english } from '../en/startup'

/** See the English file of this name. */
export const startup: Readonly<Record<keyof typeof english, string>> = {
  'startup.title': 'Die App konnte nicht starten',
  'startup.advice':
    'Starten Sie die App noch einmal. Wenn es wieder geschieht, schicken Sie die Einzelheiten an die Stelle, von der Sie die App haben.',
  'startup.details': 'Einzelheiten für alle, die diese App einrichten',
  'startup.configurationInvalid.title': 'Diese App ist nicht richtig eingerichtet',
  'startup.configurationInvalid.advice':
    'Fragen Sie dort, woher Sie die App haben, nach einer berichtigten Version.',
  'startup.configurationInvalid.remedy':
    'Berichtigen Sie die Konfiguration und starten Sie die App noch einmal.',
  'startup.fileNotFound.title': 'Diese App ist nicht eingerichtet',
  'startup.fileNotFound.advice': 'Fragen Sie dort nach, woher Sie die App haben.',
  'startup.fileNotFound.remedy':
    'Starten Sie die App mit {option}, setzen Sie {variable}, oder legen Sie {file} neben die App.',
  'startup.containerLocked.title': 'Die App läuft schon einmal',
  'startup.containerLocked.advice':
    'Ein anderes Programm benutzt dieselben Pakete. Schließen Sie es und starten Sie diese App dann noch einmal.',
  'startup.stateDamaged.title': 'Die Liste der Pakete konnte nicht gelesen werden',
  'startup.notWritable.title': 'In den Ordner für die Pakete kann nicht geschrieben werden',
  'startup.notWritable.advice':
    'Ein anderes Programm oder das System schützt ihn. Fragen Sie dort nach, woher Sie die App haben.',
  'startup.notWritable.remedy':
    'Wählen Sie in der Konfiguration einen anderen Ordner als {key} und starten Sie die App dann noch einmal.',
  'startup.outOfSpace.title': 'Nicht genug Speicherplatz',
  'startup.outOfSpace.advice': 'Geben Sie Speicherplatz frei und starten Sie die App dann noch einmal.',
  'startup.diskGone.title': 'Das Laufwerk mit den Paketen fehlt',
  'startup.diskGone.advice': 'Schließen Sie das Laufwerk an und starten Sie die App dann noch einmal.',
}
