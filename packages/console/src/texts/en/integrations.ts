export const integrations = {
  title: 'Integrations',
  lead: 'What other tools can read here, and what can tell us of jobs: the lines to paste, and when each was last seen.',
  groups: { read: 'They read', send: 'They send', follow: 'They follow the status page' },
  makeKey: 'Make a key for it',
  needs: 'Needs',
  noKey: 'No key',
  seen: (when: string) => `last seen ${when}`,
  quiet: (when: string) => `stopped ${when}`,
  never: 'never seen',
  tools: {
    scripts: {
      name: 'curl and scripts',
      what: 'Status, job counts and subscription, one request each. An unchanged answer costs nothing.',
    },
    zabbix: { name: 'Zabbix', what: 'An HTTP agent reads the status each minute; a trigger on its words.' },
    powerbi: { name: 'Power BI', what: 'Jobs by day of the last 90 days as a table, and the subscription.' },
    automation: { name: 'Automation', what: 'What fires now, with its evidence, to act on.' },
    stream: {
      name: 'Dashboards that stay open',
      what: 'The status as server-sent events: each change within a second, nothing to poll.',
    },
    cups: { name: 'CUPS', what: 'The page_log of a print server: what was printed, device by device.' },
    papercut: { name: 'PaperCut Print Logger', what: 'Its CSV files, as they are written on Windows.' },
    push: { name: 'Programs of your own', what: 'Job events as JSON, in any order, as often as you like.' },
    statuspage: {
      name: 'Readers of Statuspage',
      what: 'What reads pages of Statuspage reads this one by a change of address.',
    },
    feed: { name: 'Feed readers', what: 'Incidents as Atom or RSS, in Outlook, Slack or Teams.' },
    badge: { name: 'Intranet pages', what: 'A picture that always shows how the service is.' },
  },
};
