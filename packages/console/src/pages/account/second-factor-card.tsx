import { queryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Asked } from '../../parts/asked.tsx';
import { Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { useTexts } from '../../texts/texts.tsx';
import { DropSecondFactor } from './drop-second-factor.tsx';
import { NewSecondFactor } from './new-second-factor.tsx';

/** Whether the reader has a second factor, as the library that logs them in knows. */
const secondFactor = queryOptions({
  queryKey: ['secondFactor'],
  async queryFn() {
    const { user } = (await (await fetch('/auth/get-session')).json()) as {
      user: { twoFactorEnabled?: boolean | null };
    };
    return user.twoFactorEnabled ? 'on' : 'off';
  },
});

export function SecondFactorCard() {
  const { account: texts } = useTexts();
  const state = useQuery(secondFactor);
  const [changing, setChanging] = useState(false);
  const close = () => {
    setChanging(false);
    void state.refetch();
  };
  return (
    <Card title={texts.secondFactor}>
      <p className="mb-3 text-sm text-soft">{texts.secondFactorWhat}</p>
      <Asked query={state} hold="h-9">
        {(is) => (
          <div className="flex items-center gap-3">
            <Badge tone={is === 'on' ? 'good' : 'mute'}>
              {is === 'on' ? texts.secondFactorOn : texts.secondFactorOff}
            </Badge>
            <Button onClick={() => setChanging(true)}>{is === 'on' ? texts.turnOff : texts.turnOn}</Button>
            {changing &&
              (is === 'on' ? <DropSecondFactor onClose={close} /> : <NewSecondFactor onClose={close} />)}
          </div>
        )}
      </Asked>
    </Card>
  );
}
