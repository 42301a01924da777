import { useNavigate, useParams } from '@tanstack/react-router';
import { useOrganizations } from '../organizations.ts';
import { useTexts } from '../texts/texts.tsx';

/** Which organization is looked at, for those who may look at several. */
export function OrganizationChoice() {
  const { nav } = useTexts();
  const { orgId } = useParams({ from: '/$orgId' });
  const navigate = useNavigate();
  const { organizations = [] } = useOrganizations();
  const here = organizations.find(({ org_id }) => org_id === orgId);
  if (organizations.length < 2) return <p className="truncate text-sm font-semibold">{here?.name}</p>;
  return (
    <select
      aria-label={nav.organization}
      value={orgId}
      onChange={({ target }) => void navigate({ to: '/$orgId', params: { orgId: target.value } })}
      className="h-9 max-w-full rounded-lg border border-line bg-card px-2 text-sm font-semibold"
    >
      {organizations.map(({ org_id, name }) => (
        <option key={org_id} value={org_id}>
          {name}
        </option>
      ))}
    </select>
  );
}
