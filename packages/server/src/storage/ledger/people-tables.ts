/** The tables of people. Most are written by the library that signs them in, by way of people-rows.ts. */

export interface PersonTable {
  id: string;
  name: string;
  email: string;
  email_verified: number;
  image: string | null;
  two_factor_enabled: number | null;
  is_operator: number;
  created_at: number;
  updated_at: number;
}

export interface PersonSessionTable {
  id: string;
  person_id: string;
  /** SHA-256 of what is in the cookie, hex. */
  token_hash: string;
  expires_at: number;
  ip_address: string | null;
  user_agent: string | null;
  created_at: number;
  updated_at: number;
}

/** A way to sign in: by a password, or by an account elsewhere. */
export interface PersonAccountTable {
  id: string;
  person_id: string;
  account_id: string;
  provider_id: string;
  /** As `hashPassword` writes it. */
  password: string | null;
  access_token: string | null;
  refresh_token: string | null;
  id_token: string | null;
  access_token_expires_at: number | null;
  refresh_token_expires_at: number | null;
  scope: string | null;
  created_at: number;
  updated_at: number;
}

/** Proofs that are on their way, such as of a second factor. */
export interface PersonVerificationTable {
  id: string;
  identifier: string;
  value: string;
  expires_at: number;
  created_at: number;
  updated_at: number;
}

export interface TwoFactorTable {
  id: string;
  person_id: string;
  /** Sealed. */
  secret: string;
  /** Sealed. */
  backup_codes: string;
  verified: number | null;
  failed_verification_count: number | null;
  locked_until: number | null;
}

export interface PasskeyTable {
  id: string;
  person_id: string;
  name: string | null;
  public_key: string;
  credential_id: string;
  counter: number;
  device_type: string;
  backed_up: number;
  transports: string | null;
  aaguid: string | null;
  created_at: number | null;
}

export interface SignInAttemptsTable {
  /** A digest of whose they are, or from where. */
  subject: string;
  failures: number;
  last_at: number;
  locked_until: number;
}

export interface MembershipTable {
  org_id: string;
  person_id: string;
  role: string;
  created_at: number;
}

export interface InvitationTable {
  id: string;
  org_id: string;
  email: string;
  role: string;
  token_hash: string;
  invited_by: string;
  created_at: number;
  expires_at: number;
  accepted_at: number | null;
}

export interface SetUpLinkTable {
  token_hash: string;
  created_at: number;
  expires_at: number;
}
