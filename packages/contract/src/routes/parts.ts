import { Type } from 'typebox';
import { Closed, OrgId } from '../schemas/primitives.ts';
import type { OperatorScope, OrganizationScope, Scope } from '../scopes.ts';

export const orgParams = Closed({ org_id: OrgId });

/** An id of ours in a path. */
export const Id = (description: string) => Type.String({ minLength: 1, maxLength: 64, description });

/** Either side may do it: the organization's administrator, or the operator. */
export const operatorOr = (scope: OrganizationScope, operatorScope: OperatorScope): readonly Scope[] => [
  scope,
  operatorScope,
];
