/** What the domain holds, as far as a token exchange asks: users, groups, applications, trusts. */
import { collection } from "../../collection.ts";

/** What SCIM calls the resource's own attributes, beside those that every resource has. */
interface Scim {
  /** The id in the domain: 32 hexadecimal digits. */
  readonly id: string;
  readonly ocid: string;
  /** As it was sent, without `id`, `ocid` and `meta`. */
  readonly sent: Readonly<Record<string, unknown>>;
  /** RFC 3339. */
  readonly created: string;
}

export interface DomainUser extends Scim {
  readonly userName: string;
  readonly active: boolean;
  /** A user without interactive sign-in, the one kind that a trust may impersonate. */
  readonly isServiceUser: boolean;
}

export interface DomainGroup extends Scim {
  readonly displayName: string;
  /** Ids of its users. */
  readonly members: readonly string[];
}

export interface DomainApp extends Scim {
  /** What OAuth calls the client's id. */
  readonly clientId: string;
  readonly clientType: "public" | "confidential" | "trusted";
  readonly active: boolean;
}

export interface DomainTrust extends Scim {
  readonly name: string;
  readonly active: boolean;
  readonly issuer: string;
  readonly publicKeyEndpoint: string;
  /** Client ids that may exchange a token by this trust. */
  readonly oauthClients: readonly string[];
  readonly clientClaimName?: string;
  readonly clientClaimValues: readonly string[];
  /** Default `sub`. */
  readonly subjectClaimName: string;
  readonly clockSkewSeconds: number;
  /** In order: the first rule that a token meets decides. */
  readonly impersonations: readonly { readonly rule: string; readonly userId: string }[];
}

export const domainUsers = collection<DomainUser>("domainUsers");
export const domainGroups = collection<DomainGroup>("domainGroups");
export const domainApps = collection<DomainApp>("domainApps");
export const domainTrusts = collection<DomainTrust>("domainTrusts");
