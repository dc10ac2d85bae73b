/**
 * The tenancy that every new world starts with. Its ids are drawn from labels and never change, so that a stack's
 * configuration can name them.
 */
import { createHash } from "node:crypto";
import { makeOcid } from "./ocid.ts";

export const REGION = "eu-frankfurt-1";
/** The three letters that name the region in OCIR's host names. */
export const REGION_KEY = "FRA";
export const NAMESPACE = "frtidegate01";
export const AVAILABILITY_DOMAINS = [1, 2, 3].map((n) => `tIdG:EU-FRANKFURT-1-AD-${n}`);
export const FAULT_DOMAINS = [1, 2, 3].map((n) => `FAULT-DOMAIN-${n}`);

export const TENANCY_ID = makeOcid("tenancy", "", "rehearsal");
export const USER_ID = makeOcid("user", "", "rehearsal/engineer");

/**
 * The one identity domain: `idcs-` and 32 hexadecimal digits, as OCI names a domain's host. Nothing answers there: the
 * stand-in provider sends what is meant for it to the emulator.
 */
export const DOMAIN_URL = `https://idcs-${guid("Default")}.identity.oraclecloud.com:443`;
export const DOMAIN_ID = makeOcid("domain", "", "rehearsal/Default");

function guid(domain: string): string {
  return createHash("sha256").update(`domain/rehearsal/${domain}`).digest("hex").slice(0, 32);
}

export interface SeededCompartment {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

export const COMPARTMENTS: readonly SeededCompartment[] = ["dev", "prod"].map((name) => ({
  id: makeOcid("compartment", "", `rehearsal/${name}`),
  name,
  description: `Compartment of the ${name} environment`,
}));

export interface SeededImage {
  readonly id: string;
  readonly displayName: string;
  readonly operatingSystem: string;
  readonly operatingSystemVersion: string;
  readonly architecture: "aarch64" | "x86_64";
}

const image = (displayName: string, version: string, architecture: SeededImage["architecture"]): SeededImage => ({
  id: makeOcid("image", REGION, displayName),
  displayName,
  operatingSystem: "Oracle Linux",
  operatingSystemVersion: version,
  architecture,
});

export const IMAGES: readonly SeededImage[] = [
  image("Oracle-Linux-9.6-aarch64-2026.09.30-0", "9", "aarch64"),
  image("Oracle-Linux-9.6-aarch64-2026.10.31-0", "9", "aarch64"),
  image("Oracle-Linux-9.6-2026.10.31-0", "9", "x86_64"),
];
