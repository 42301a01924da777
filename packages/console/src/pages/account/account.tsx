import { Page } from '../../parts/page.tsx';
import { useTexts } from '../../texts/texts.tsx';
import { PasskeyList } from './passkey-list.tsx';
import { PasswordCard } from './password-card.tsx';
import { SecondFactorCard } from './second-factor-card.tsx';
import { SessionList } from './session-list.tsx';

/** How whoever is logged in logs in, and where they are. */
export function Account() {
  const { account: texts } = useTexts();
  return (
    <Page title={texts.title} lead={texts.lead}>
      <div className="grid max-w-3xl grid-cols-1 gap-4">
        <PasskeyList />
        <SecondFactorCard />
        <PasswordCard />
        <SessionList />
      </div>
    </Page>
  );
}
