import type { Texts } from '../en.ts';

const reopen = {
  name: 'Ein Ticket wieder öffnen, das jemand schloss, während der Alarm anschlägt',
  hint: 'Sonst wird das gemeldet und so gelassen.',
};
const tags = { name: 'Tags', hint: 'Ohne Leerzeichen, neben `platen` und der Kennung der Sache.' };

export const channels: Texts['channels'] = {
  add: 'Kanal hinzufügen',
  edit: 'Ändern',
  kind: 'Art',
  name: 'Name',
  on: (name) => `Melden an: ${name}`,
  none: 'Noch erfährt es niemand. Füge hinzu, wo Alarme ankommen sollen: ein Helpdesk, ein Chat, ein Postfach.',
  kinds: {
    email: 'E-Mail',
    webhook: 'Webhook',
    slack: 'Slack',
    teams: 'Microsoft Teams',
    pagerduty: 'PagerDuty',
    jira: 'Jira',
    servicenow: 'ServiceNow',
    zendesk: 'Zendesk',
    freshdesk: 'Freshdesk',
    ntfy: 'ntfy',
    alertmanager: 'Alertmanager',
    alertmanager_webhook: 'Webhook wie Alertmanager',
  },
  what: {
    email: 'Eine Mail über den Mailserver dieser Installation, eine Kette für eine Sache.',
    webhook: 'Eine signierte Anfrage an ein eigenes Programm, nach Standard Webhooks.',
    slack: 'Eine Nachricht über einen eingehenden Webhook von Slack.',
    teams: 'Eine Karte über einen Workflow von Microsoft Teams.',
    pagerduty: 'Löst für eine Sache einen Vorfall aus, nimmt ihn an und schließt ihn.',
    jira: 'Ein Vorgang für eine Sache, in Jira Cloud oder Jira Service Management.',
    servicenow: 'Ein Datensatz der Tabelle incident für eine Sache.',
    zendesk: 'Ein Ticket für eine Sache.',
    freshdesk: 'Ein Ticket für eine Sache.',
    ntfy: 'Eine Nachricht auf Telefone.',
    alertmanager: 'Gibt Alarme an einen Alertmanager, der das Weitere tut.',
    alertmanager_webhook: 'Eine Anfrage mit dem Körper der Webhooks von Alertmanager.',
  },
  reopenHours: 'Eine Sache wird wieder aufgenommen binnen, in Stunden',
  reopenHint: 'Was in dieser Zeit wiederkommt, wird im selben Ticket gemeldet.',
  kept: 'Es ist hinterlegt und wird nicht gezeigt. Leer gelassen bleibt es.',
  well: 'An',
  trouble: 'Mit Problemen',
  off: 'Aus',
  test: 'Probe senden',
  testing: 'Wartet auf die Antwort der anderen Seite…',
  testArrived: 'Sie ist angekommen.',
  testFailed: 'Sie ist nicht angekommen.',
  testWhat:
    'Eine Nachricht, die sich Probe nennt, geht sofort hinaus. Ein Ticket wird geöffnet und geschlossen.',
  removing: (name) => `„${name}“ entfernen?`,
  removeWhat: 'Was dort noch zu melden ist, wird nicht gemeldet, und seine Geheimnisse sind endgültig weg.',

  settings: {
    email: { to: { name: 'An', hint: 'Alle sehen einander.' } },
    webhook: {
      url: { name: 'Adresse', hint: 'Dorthin geht die Anfrage.' },
      secrets: {
        name: 'Geheimnisse zum Signieren',
        hint: 'Jedes `whsec_` und 24 bis 64 Bytes in Base64. Mit jedem wird signiert.',
      },
    },
    slack: { url: { name: 'Adresse', hint: 'Eines eingehenden Webhooks.' } },
    teams: {
      url: { name: 'Adresse', hint: 'Eines Workflows, der auf Anfrage in einen Kanal schreibt.' },
    },
    pagerduty: {
      routing_key: { name: 'Integrationsschlüssel', hint: 'Eines Service: Events API v2.' },
      url: { name: 'Adresse', hint: 'https://events.eu.pagerduty.com in der Region EU.' },
    },
    jira: {
      url: { name: 'Adresse', hint: 'Der Site.' },
      email: { name: 'E-Mail', hint: 'Wem das Token gehört.' },
      api_token: { name: 'API-Token' },
      project: { name: 'Projekt', hint: 'Sein Schlüssel.' },
      issue_type: { name: 'Vorgangstyp', hint: 'Sein Name in diesem Projekt.' },
      labels: { name: 'Stichwörter', hint: tags.hint },
      priorities: { name: 'Prioritäten', hint: 'Nach Schwere. Nichts: die des Projekts.' },
      resolve_transition: {
        name: 'Übergang zum Erledigen',
        hint: 'Nichts: der erste, der zu einem Status der Kategorie „Fertig“ führt.',
      },
      reopen_transition: {
        name: 'Übergang zum Wiederöffnen',
        hint: 'Nichts: der erste, der zu einer anderen Kategorie führt.',
      },
      reopen_closed_by_hand: reopen,
    },
    servicenow: {
      url: { name: 'Adresse', hint: 'Der Instanz.' },
      username: { name: 'Benutzername' },
      password: { name: 'Passwort' },
      caller_id: { name: 'Anrufer', hint: 'Benutzername oder sys_id.' },
      assignment_group: { name: 'Zuweisungsgruppe', hint: 'Name oder sys_id.' },
      close_code: { name: 'Abschlusscode', hint: 'Einer, den die Instanz kennt.' },
      reopen_closed_by_hand: reopen,
    },
    zendesk: {
      url: { name: 'Adresse', hint: 'Des Kontos.' },
      email: { name: 'E-Mail', hint: 'Des Agenten, dem das Token gehört.' },
      api_token: { name: 'API-Token' },
      tags,
      reopen_closed_by_hand: reopen,
    },
    freshdesk: {
      url: { name: 'Adresse', hint: 'Des Kontos.' },
      api_key: { name: 'API-Schlüssel' },
      email: { name: 'E-Mail', hint: 'Von wem die Tickets kommen.' },
      tags,
      reopen_closed_by_hand: reopen,
    },
    ntfy: {
      url: { name: 'Adresse', hint: 'Des Servers.' },
      topic: { name: 'Thema' },
      token: { name: 'Token', hint: 'Wo der Server eines will.' },
    },
    alertmanager: {
      url: { name: 'Adresse', hint: 'Des Alertmanagers, ohne /api/v2/alerts.' },
      username: { name: 'Benutzername', hint: 'Wo er einen will.' },
      password: { name: 'Passwort' },
      token: { name: 'Token', hint: 'Statt Benutzername und Passwort.' },
    },
    alertmanager_webhook: {
      url: { name: 'Adresse', hint: 'Dorthin geht die Anfrage.' },
      token: { name: 'Token', hint: 'Wo der Empfänger eines will.' },
    },
  },
};
