import * as contract from '@platen/contract';
import type { Plugin } from 'vite';

/**
 * What the pages need of the contract as values. Its schemas, with what they say, would be a quarter of all that is
 * loaded, and are checked by the server anyway.
 */
const needed = {
  routes: Object.fromEntries(
    Object.entries<contract.Route>(contract.routes).map(([name, { method, path }]) => [
      name,
      { method, path },
    ]),
  ),
  alertConditions: contract.alertConditions,
  alertConditionTypes: contract.alertConditionTypes,
  alertSeverities: contract.alertSeverities,
  channelConfigs: contract.channelConfigs,
  channelKindNames: contract.channelKindNames,
  incidentImpacts: contract.incidentImpacts,
  jobTypes: contract.jobTypes,
  organizationScopes: contract.organizationScopes,
  sourceOutcomes: contract.sourceOutcomes,
  weekdays: contract.weekdays,
};

/** Gives the pages these values in place of the whole contract. An import of any other is an error of the build. */
export function slimContract(): Plugin {
  const id = '\0contract';
  return {
    name: 'slim-contract',
    enforce: 'pre',
    resolveId: (source) => (source === '@platen/contract' ? id : null),
    load: (loaded) =>
      loaded === id
        ? Object.entries(needed)
            .map(([name, value]) => `export const ${name} = ${JSON.stringify(value, withoutWords)};`)
            .join('\n')
        : null,
  };
}

/** What the contract says of its fields the pages say themselves, in the reader's language. */
function withoutWords(key: string, value: unknown): unknown {
  return ['title', 'description', 'examples', 'pattern'].includes(key) ? undefined : value;
}
