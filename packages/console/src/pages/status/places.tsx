import { useQuery } from '@tanstack/react-query';
import { answerTo } from '../../client.ts';
import { ChecksField } from '../../forms/choice-fields.tsx';
import { useOrganization } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';

/** The regions and the components that something is about; the region that is looked at at first. */
export function Places({ chosen }: { readonly chosen: readonly string[] }) {
  const { incidents: texts } = useTexts();
  const { region } = useOrganization();
  const regions = useQuery(answerTo('listRegions', { query: { limit: 100 } }));
  const components = useQuery(answerTo('listComponents', { params: { region }, query: { limit: 100 } }));
  // What is chosen at first has to be there when the fields come into being.
  if (!regions.data || !components.data) return null;
  return (
    <>
      {regions.data.data.length > 1 && (
        <ChecksField
          label={texts.regions}
          name="regions"
          choices={regions.data.data.map(({ id, name }) => ({ value: id, text: name }))}
          chosen={[region]}
        />
      )}
      {regions.data.data.length <= 1 && <input type="hidden" name="regions" value={region} />}
      <ChecksField
        label={texts.components}
        hint={texts.componentsHint}
        name="component_ids"
        choices={components.data.data.map(({ id, name }) => ({ value: id, text: name }))}
        chosen={chosen}
      />
    </>
  );
}
