import type { Texts } from '../en.ts';

export const people: Texts['people'] = {
  title: 'Menschen',
  lead: 'Wer sich diese Organisation ansehen darf, und was wer darin tun darf.',
  members: 'Mitglieder',
  noMembers:
    'Noch wurde diese Organisation niemandem gegeben; wer betreibt, sieht sie trotzdem. Laden Sie jemanden ein, dem sie gehört.',
  alone:
    'Bisher ist ein Mensch hier. Laden Sie noch jemanden als Inhaber ein, damit jemand helfen kann, wenn der erste nicht da ist.',
  name: 'Name',
  role: 'Rolle',
  since: 'Seit',
  roles: { viewer: 'Betrachter', admin: 'Verwalter', owner: 'Inhaber' },
  roleOf: (name: string) => `Rolle von ${name}`,
  rolesWhat: {
    viewer: 'Sieht alles und ändert nichts.',
    admin: 'Macht auch Schlüssel, Regeln und Kanäle und übernimmt Alarme.',
    owner: 'Lädt auch Menschen ein und gibt ihnen ihre Rollen.',
  },
  invite: 'Jemanden einladen',
  email: 'E-Mail-Adresse',
  send: 'Einladen',
  invited: 'Eingeladen',
  mailed: (email: string) => `Die Einladung ist unterwegs an ${email}. Sie gilt einmal, sieben Tage lang.`,
  passOn:
    'Dieser Server verschickt keine Mails. Geben Sie den Link sicher weiter: er wird nur jetzt gezeigt, gilt einmal, sieben Tage lang, und wer ihn öffnet, kommt herein.',
  link: 'Link',
  invitations: 'Einladungen',
  noInvitations: 'Keine ist offen. Wer eingeladen ist, steht hier, bis er gekommen ist.',
  until: (when: string) => `bis ${when}`,
  takeBack: 'Zurücknehmen',
  remove: 'Herausnehmen',
  removeWhat: 'Es gilt vom nächsten Klick an. Eine neue Einladung ist jederzeit möglich.',
  operators: 'Betreiber',
  operatorsWhat: 'Sie betreiben diesen Server und dürfen in jeder seiner Organisationen alles.',
  inviteOperator: 'Betreiber einladen',
  onlyOperator:
    'Es gibt einen Betreiber. Ein zweiter kann ihm einen Link machen, wenn er sein Passwort vergessen hat.',
  removeOperator: 'Nicht mehr betreiben lassen',
  removeOperatorWhat: 'Die Rollen in Organisationen bleiben.',
  passwordLink: 'Link für ein neues Passwort',
  passwordLinkWhat:
    'Für wen es vergessen hat. Wer den Link hat, wird dieser Mensch: vergewissern Sie sich, wem Sie ihn geben.',
  makeLink: 'Link machen',
  linkLasts: 'Er gilt einmal, eine Stunde lang, und meldet überall ab. Er wird nur jetzt gezeigt.',
};
