import { type Static, Type } from 'typebox';
import { Closed, Nullable } from './primitives.ts';

export const SignInWays = Closed(
  {
    password_links: Type.Boolean({
      description: 'Whoever forgot their password can have a link mailed. Else an operator makes them one.',
    }),
    passkeys: Type.Boolean({
      description:
        'Passkeys can be used: browsers reach this deployment by a name and https, or as localhost.',
    }),
    single_sign_on: Nullable(
      Closed(
        { label: Type.String({ description: 'What stands on the button that leads to the provider.' }) },
        {
          description:
            'By `GET /auth/single-sign-on`, which sends the browser to the provider; `null` where none is set.',
        },
      ),
    ),
  },
  {
    title: 'SignInWays',
    description: 'How people may sign in, besides their password.',
    examples: [{ password_links: true, passkeys: true, single_sign_on: { label: 'Sign in with Contoso' } }],
  },
);
export type SignInWays = Static<typeof SignInWays>;
