import { useQuery } from '@tanstack/react-query';
import { answerTo } from '../../client.ts';
import { Asked } from '../../parts/asked.tsx';
import { Card } from '../../parts/card.tsx';
import { diagnosisTones, toneText } from '../../parts/tone.ts';
import { useOrganization, useTimes } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';

const mostReasons = 4;

/** Them or us, and why that is said. */
export function DiagnosisCard() {
  const { overview, words } = useTexts();
  const times = useTimes();
  const { org_id } = useOrganization();
  const diagnosis = useQuery(answerTo('getDiagnosis', { params: { org_id } }));
  return (
    <Card title={overview.diagnosis} className="lg:col-span-3">
      <Asked query={diagnosis} hold="h-24">
        {({ verdict, since, reasons }) => (
          <div className="grid gap-x-6 gap-y-3 lg:grid-cols-3">
            <div>
              <p className={`text-xl font-semibold ${toneText[diagnosisTones[verdict]]}`}>
                {overview.verdicts[verdict].name}
              </p>
              <p className="mt-1 text-sm text-soft">{overview.verdicts[verdict].what}</p>
              {since !== null && verdict !== 'operational' && (
                <p className="text-sm text-soft">{words.since(times.instant(since))}</p>
              )}
            </div>
            <ul className="grid content-start gap-1 text-sm lg:col-span-2">
              {reasons.slice(0, mostReasons).map(({ sentence }) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </div>
        )}
      </Asked>
    </Card>
  );
}
