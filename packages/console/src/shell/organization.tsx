import type { Organization } from '@platen/contract';
import { createContext, useContext } from 'react';
import { useTexts } from '../texts/texts.tsx';
import { type Times, timesIn } from '../times.ts';

export interface Place {
  readonly organization: Organization;
}

const Here = createContext<Place | undefined>(undefined);
export const PlaceProvider = Here.Provider;

/** The organization whose pages these are. */
export function useOrganization(): Organization {
  const place = useContext(Here);
  if (!place) throw new Error('This page is of no organization.');
  return place.organization;
}

/** Times in its zone, in the language that is read. */
export function useTimes(): Times {
  const { locale } = useTexts();
  return timesIn(locale, useOrganization().time_zone);
}
