/** One row of PaperCut Print Logger, and what is known of it beforehand. */
export interface LoggedPrint {
  /** On the wall of the machine that logs, as `2025-10-26 02:15:02`. */
  readonly time: string;
  readonly pages: number;
  readonly copies: number;
  readonly duplex: boolean;
  readonly printer: string;
  readonly line: string;
}

/** Titles as people make them; Print Logger quotes some, and does not always double the quotation marks within. */
const titles = [
  '"Minutes - Notepad"',
  '"Budget, final, v2"',
  '"The ""new"" plan"',
  '"The "old" plan"',
  '"Größe in €, überarbeitet"',
  'plan.pdf',
  '',
];
const clients = ['LAPTOP07', '[fe80::1c2:ab%12]', '10.0.0.7'];
const users = ['mira', 'DOMAIN\\ole', 'anna lena'];
const printers = ['HP-MFT01', 'Drucker Büro 2', 'office-mfp'];

/** So many prints of a day, spread over all its hours; every tenth is sent twice within its second. */
export function printsOfDay(date: string, count: number): LoggedPrint[] {
  const prints: LoggedPrint[] = [];
  for (let turn = 0; prints.length < count; turn++) {
    const print = aPrint(timeOfDay(date, (prints.length / count) * 86_400), turn);
    prints.push(print);
    if (turn % 10 === 0 && prints.length < count) prints.push(print);
  }
  return prints;
}

function aPrint(time: string, turn: number): LoggedPrint {
  const [pages, copies, duplex] = [turn % 13, 1 + (turn % 4), turn % 3 === 0];
  const printer = printers[turn % printers.length] ?? '';
  const fields = [
    time,
    users[turn % users.length],
    pages,
    copies,
    printer,
    titles[turn % titles.length],
    clients[turn % clients.length],
    'A4',
    'PCL6',
    '',
    '',
    duplex ? 'DUPLEX' : 'NOT DUPLEX',
    turn % 2 === 0 ? 'GRAYSCALE' : 'NOT GRAYSCALE',
    `${turn}kb`,
    '',
  ];
  return { time, pages, copies, duplex, printer, line: fields.join(',') };
}

function timeOfDay(date: string, seconds: number): string {
  return `${date} ${new Date(seconds * 1000).toISOString().slice(11, 19)}`;
}

const banner = 'PaperCut Print Logger - http://www.papercut.com/';
const header =
  'Time,User,Pages,Copies,Printer,Document Name,Client,Paper Size,Language,Height,Width,Duplex,Grayscale,Size';

/** A file as Print Logger writes it: banner, header, CR LF, Windows-1252. */
export function printLoggerFile(lines: readonly string[]): Uint8Array {
  const text = [banner, header, ...lines].map((line) => `${line}\r\n`).join('');
  return Uint8Array.from(text, (letter) => (letter === '€' ? 0x80 : letter.charCodeAt(0)));
}
