import type { Texts } from '../en.ts';

export const integrations: Texts['integrations'] = {
  title: 'Anbindungen',
  lead: 'Was andere Werkzeuge hier lesen und was uns von Aufträgen erzählen kann: die Zeilen zum Einfügen, und wann jedes zuletzt da war.',
  groups: { read: 'Sie lesen', send: 'Sie senden', follow: 'Sie folgen der Statusseite' },
  makeKey: 'Schlüssel dafür anlegen',
  needs: 'Braucht',
  noKey: 'Keinen Schlüssel',
  seen: (when) => `zuletzt da ${when}`,
  quiet: (when) => `verstummt ${when}`,
  never: 'noch nie da',
  tools: {
    scripts: {
      name: 'curl und Skripte',
      what: 'Status, Zahlen der Aufträge und Abonnement, je eine Anfrage. Was gleich blieb, kostet nichts.',
    },
    zabbix: {
      name: 'Zabbix',
      what: 'Ein HTTP-Agent liest jede Minute den Status; ein Trigger auf seine Worte.',
    },
    powerbi: {
      name: 'Power BI',
      what: 'Aufträge nach Tagen der letzten 90 Tage als Tabelle, und das Abonnement.',
    },
    automation: { name: 'Automatik', what: 'Was gerade anschlägt, mit den Belegen, um zu handeln.' },
    stream: {
      name: 'Anzeigen, die offen bleiben',
      what: 'Der Status als Server-sent Events: jede Änderung binnen einer Sekunde, ohne zu fragen.',
    },
    cups: { name: 'CUPS', what: 'Das page_log eines Druckservers: was gedruckt wurde, Gerät für Gerät.' },
    papercut: { name: 'PaperCut Print Logger', what: 'Seine CSV-Dateien, wie sie unter Windows entstehen.' },
    push: { name: 'Eigene Programme', what: 'Aufträge als JSON, in jeder Reihenfolge, so oft man will.' },
    statuspage: {
      name: 'Leser von Statuspage',
      what: 'Was Seiten von Statuspage liest, liest diese nach einem Wechsel der Adresse.',
    },
    feed: { name: 'Feed-Leser', what: 'Störungen als Atom oder RSS, in Outlook, Slack oder Teams.' },
    badge: { name: 'Seiten im Intranet', what: 'Ein Bild, das immer zeigt, wie es dem Dienst geht.' },
  },
};
