import { type Static, Type } from 'typebox';
import { Closed, Instant, Line } from './primitives.ts';

const passkeyExample = {
  id: 'psk_01kay3gq6xj4f8h2t0v9w7c5nd',
  name: 'Laptop',
  is_synced: false,
  created_at: '2026-11-23T08:00:00Z',
};

export const Passkey = Closed(
  {
    id: Type.String({ examples: [passkeyExample.id] }),
    name: Line(120),
    is_synced: Type.Boolean({
      description: 'Its maker keeps it on several devices of the person, so that it outlives this one.',
    }),
    created_at: Instant,
  },
  { title: 'Passkey', examples: [passkeyExample] },
);
export type Passkey = Static<typeof Passkey>;

export const Passkeys = Closed(
  { data: Type.Array(Passkey) },
  { title: 'Passkeys', description: 'Oldest first.', examples: [{ data: [passkeyExample] }] },
);

export const PasskeyChallenge = Closed(
  {
    options: Type.Object(
      {},
      {
        additionalProperties: true,
        description:
          'What `PublicKeyCredential.parseCreationOptionsFromJSON` of a browser takes (WebAuthn, level 3). It works once, for five minutes.',
      },
    ),
  },
  {
    title: 'PasskeyChallenge',
    examples: [
      {
        options: {
          rp: { id: 'platen.example', name: 'Platen' },
          user: { id: 'dXNyXzAx', name: 'ada@clinic.example', displayName: 'Ada Larsen' },
          challenge: 'q7ZfT0mYx3Kc8VbN1sJw5RdL2hGp9XuA4eQoI6tBvCk',
          pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
        },
      },
    ],
  },
);
export type PasskeyChallenge = Static<typeof PasskeyChallenge>;

const Bytes = (maxLength: number) =>
  Type.String({ minLength: 1, maxLength, pattern: '^[\\w-]+$', description: 'In base64url.' });

/** Of what a browser makes of it, as much as is read. */
const Credential = Type.Object(
  {
    id: Bytes(2_048),
    response: Type.Object(
      {
        clientDataJSON: Bytes(8_192),
        attestationObject: Bytes(65_536),
        transports: Type.Optional(Type.Array(Type.String({ maxLength: 32 }), { maxItems: 16 })),
      },
      { additionalProperties: true },
    ),
  },
  { additionalProperties: true, description: 'What `toJSON()` of the new `PublicKeyCredential` gives.' },
);

export const PasskeyCreate = Closed(
  { name: Line(120, { description: 'By which the person will know it.' }), credential: Credential },
  {
    title: 'PasskeyCreate',
    examples: [
      {
        name: 'Laptop',
        credential: {
          id: 'f3nBz7Yk',
          rawId: 'f3nBz7Yk',
          type: 'public-key',
          response: {
            clientDataJSON: 'eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIn0',
            attestationObject: 'o2NmbXRkbm9uZQ',
            transports: ['internal'],
          },
          clientExtensionResults: {},
        },
      },
    ],
  },
);
export type PasskeyCreate = Static<typeof PasskeyCreate>;
