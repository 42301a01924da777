/** What the command line takes from the environment besides the server's own settings. */
export const environment = {
  /** The server that `key`, `org` and `import` talk to. */
  url: process.env.PLATEN_URL ?? 'http://127.0.0.1:8080',
  /** The key they use. It is not taken as a flag: command lines are seen by everybody on the machine. */
  key: process.env.PLATEN_KEY,
};
