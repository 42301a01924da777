import { describe, inject, it } from 'vitest';

const areTwo = inject('engines') !== undefined;

/** Of what each server has for itself, so that two behind one address have twice: the quota of a key, room for requests. */
export const [itAlone, describeAlone] = [it.skipIf(areTwo), describe.skipIf(areTwo)];
