import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';

/** Lets the room begin a session of whomever it has proven itself. No path leads there. */
export function beginSessions() {
  return {
    id: 'platen-sessions',
    endpoints: {
      beginSession: createAuthEndpoint.serverOnly({ method: 'POST', body: whose }, async (context) => {
        const { internalAdapter } = context.context;
        const user = await internalAdapter.findUserById(context.body.personId);
        if (!user) throw new Error(`There is no person ${context.body.personId} to sign in.`);
        const session = await internalAdapter.createSession(user.id);
        await setSessionCookie(context, { session, user });
        return context.json({ user: { id: user.id } });
      }),
    },
  };
}

interface Whose {
  readonly personId: string;
}

/** As the library wants it written; what comes is our own. */
const whose: StandardSchema<Whose> = {
  '~standard': { version: 1, vendor: 'platen', validate: (value) => ({ value: value as Whose }) },
};

interface StandardSchema<T> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => { readonly value: T };
    readonly types?: { readonly input: T; readonly output: T };
  };
}
