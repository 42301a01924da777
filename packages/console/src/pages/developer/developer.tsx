import { Link } from '@tanstack/react-router';
import { now } from '../../clock.ts';
import { Card } from '../../parts/card.tsx';
import { Copyable } from '../../parts/copyable.tsx';
import { Page } from '../../parts/page.tsx';
import { useOrganization } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';

const questions = ['system-status', 'job-stats', 'subscription'] as const;

/** The first requests, with the organization's id in them. */
export function Developer() {
  const { developer: texts } = useTexts();
  const { org_id } = useOrganization();
  const justNow = new Date(now()).toISOString();
  const base = `${location.origin}/v1/orgs/${org_id}`;
  return (
    <Page title={texts.title} lead={texts.lead}>
      <div className="grid grid-cols-1 gap-4">
        <Card title={texts.first}>
          <p className="mb-3 text-sm">
            {texts.key}{' '}
            <Link to="/$orgId/keys" params={{ orgId: org_id }} className="text-link underline">
              {texts.keyLink}
            </Link>
          </p>
          <Copyable
            label={texts.first}
            text={[
              'export PLATEN_KEY=…',
              ...questions.map((path) => `curl -s -H "Authorization: Bearer $PLATEN_KEY" ${base}/${path}`),
            ].join('\n')}
          />
        </Card>
        <Card title={texts.send}>
          <Copyable
            label={texts.send}
            text={[
              'curl -s -H "Authorization: Bearer $PLATEN_KEY" -H "Content-Type: application/json" \\',
              `  ${base}/jobs -d '{"job_id":"test-1","type":"print","state":"completed",`,
              `  "submitted_at":"${justNow}","updated_at":"${justNow}","source":"my-server"}'`,
            ].join('\n')}
          />
        </Card>
        <Card title={texts.reference}>
          <p className="text-sm">
            <a href="/docs" className="text-link underline">
              {texts.referenceLink}
            </a>{' '}
            ·{' '}
            <a href="/openapi.json" className="text-link underline">
              OpenAPI 3.1
            </a>
          </p>
        </Card>
      </div>
    </Page>
  );
}
