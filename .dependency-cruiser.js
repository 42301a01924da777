/** The walls of ARCHITECTURE.md: who may import whom. Tests and the bench may import anything. */

/** Each room of the server, and the rooms it stands on. */
const rooms = {
  kit: [],
  access: ['kit'],
  status: ['access', 'kit'],
  jobs: ['access', 'kit'],
  subscription: ['access', 'kit'],
  calendar: ['access', 'kit'],
  net: ['kit'],
  feeds: ['status', 'access', 'kit'],
  alerts: ['access', 'status', 'jobs', 'subscription', 'calendar', 'kit'],
  people: ['access', 'kit'],
  news: ['access', 'status', 'alerts', 'kit'],
  pages: ['alerts', 'status', 'kit'],
  storage: [
    'access',
    'status',
    'jobs',
    'subscription',
    'calendar',
    'feeds',
    'alerts',
    'news',
    'people',
    'kit',
  ],
  http: [
    'access',
    'status',
    'jobs',
    'subscription',
    'calendar',
    'feeds',
    'alerts',
    'news',
    'people',
    'pages',
    'kit',
  ],
  demo: ['access', 'status', 'jobs', 'subscription', 'kit'],
};

/** Each package, and the packages it may use. */
const packages = {
  contract: [],
  connectors: ['contract'],
  sdk: ['contract'],
  console: ['contract', 'sdk'],
  server: ['contract'],
  cli: ['connectors', 'contract', 'sdk', 'server'],
};

const tests = ['\\.(test|fixture)\\.tsx?$', '/testing/', '^(test|bench)/'];

const roomRules = Object.entries(rooms).map(([room, below]) => ({
  name: `${room}-looks-down`,
  comment: `${room} stands on ${[...below, ...(room === 'kit' ? [] : ['contract'])].join(', ') || 'nothing of ours'}.`,
  severity: 'error',
  from: { path: `^packages/server/src/${room}/`, pathNot: tests },
  to: {
    path: '^packages/',
    pathNot: [
      ...[room, ...below].map((name) => `^packages/server/src/${name}/`),
      ...(room === 'kit' ? [] : ['^packages/contract/']),
      '/node_modules/',
    ],
  },
}));

const packageRules = Object.entries(packages).map(([name, below]) => ({
  name: `package-${name}-looks-down`,
  comment: `${name} uses ${below.join(', ') || 'no other package of ours'}.`,
  severity: 'error',
  from: { path: `^packages/${name}/`, pathNot: tests },
  to: { path: '^packages/', pathNot: [name, ...below].map((other) => `^packages/${other}/`) },
}));

/** Only one place knows the tool. */
const keptTo = (place, tool, to) => ({
  name: `${tool}-stays-in-${place}`,
  comment: `Only ${place} knows ${tool}.`,
  severity: 'error',
  from: { path: '^packages/', pathNot: [`^packages/server/src/${place}/`, ...tests] },
  to,
});

export default {
  forbidden: [
    ...packageRules,
    ...roomRules,
    {
      name: 'rooms-have-one-door',
      comment:
        'A room is entered through its index.ts; storage has one for each engine with a driver of its own.',
      severity: 'error',
      from: { path: '^packages/server/src/([^/]+)/', pathNot: tests },
      to: {
        path: '^packages/server/src/[^/]+/',
        pathNot: [
          '^packages/server/src/$1/',
          '^packages/server/src/kit/',
          '^packages/server/src/[^/]+/index\\.ts$',
          '^packages/server/src/storage/(postgres|clickhouse)/index\\.ts$',
        ],
      },
    },
    {
      name: 'packages-have-one-door',
      comment: 'A package is entered through its src/index.ts.',
      severity: 'error',
      from: { path: '^packages/([^/]+)/', pathNot: tests },
      to: { path: '^packages/[^/]+/src/', pathNot: ['^packages/$1/', '^packages/[^/]+/src/index\\.ts$'] },
    },
    {
      name: 'nothing-imports-app',
      comment: 'app puts the house together; only the door of the server leads to it.',
      severity: 'error',
      from: { pathNot: ['^packages/server/src/(app/|index\\.ts$)', ...tests] },
      to: { path: '^packages/server/src/app/' },
    },
    keptTo('net', 'undici', { path: '(^|/)node_modules/undici/' }),
    keptTo('net', 'nodemailer', { path: '(^|/)node_modules/nodemailer/' }),
    keptTo('calendar', 'date-holidays', { path: '^node_modules/date-holidays' }),
    keptTo('calendar', 'rrule-temporal', { path: '^node_modules/rrule-temporal/' }),
    keptTo('http', 'fastify', { path: '^node_modules/(@?fastify|@scalar)/' }),
    keptTo('people/better-auth', 'better-auth', { path: '^node_modules/@?better-auth/' }),
    keptTo('people/single-sign-on', 'openid-client', { path: '^node_modules/(openid-client|oauth4webapi)/' }),
    keptTo('storage', 'kysely', { path: '^node_modules/kysely/' }),
    keptTo('storage', 'pg', { path: '^node_modules/pg/' }),
    keptTo('storage', 'sqlite', { path: '^(node:)?sqlite$' }),
    {
      name: 'no-tests-in-the-house',
      comment: 'What runs in production does not import what tests it.',
      severity: 'error',
      from: { pathNot: tests },
      to: { path: tests },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-built-files',
      comment: 'An import of what was built would hide where it really leads.',
      severity: 'error',
      from: {},
      to: { path: '^packages/[^/]+/dist/' },
    },
    {
      name: 'no-orphans',
      comment: 'What nobody imports and nobody starts is dead.',
      severity: 'error',
      from: { orphan: true, path: '^packages/', pathNot: tests },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '/dist/'] },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default'],
      extensions: ['.ts', '.js', '.mjs'],
    },
  },
};
