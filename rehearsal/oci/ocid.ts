/**
 * OCIDs: `ocid1.<resource type>.<realm>.[region][.future use].<unique id>`.
 * @see https://docs.oracle.com/iaas/Content/General/Concepts/identifiers.htm
 */
import { createHash } from "node:crypto";

const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
const OCID = /^ocid1\.([a-z0-9]+)\.(oc\d+)\.([a-z0-9-]*)\.(?:[a-z0-9-]*\.)?([a-z0-9]{10,})$/;

/** 60 lower-case base32 characters drawn from a label: the same label gives the same characters. */
export function uniqueId(label: string): string {
  let text = "";
  for (const byte of createHash("sha512").update(label).digest()) {
    text += ALPHABET.charAt(byte % ALPHABET.length);
  }
  return "aaaaaaaa" + text.slice(0, 52);
}

/** An OCID of the given kind. Identity's resources carry no region: pass an empty one. */
export function makeOcid(kind: string, region: string, label: string): string {
  return `ocid1.${kind}.oc1.${region}.${uniqueId(`${kind}/${label}`)}`;
}

/** The kind inside an OCID ("subnet", "instancepool", ...), or undefined where the text is no OCID. */
export function ocidKind(text: string): string | undefined {
  return OCID.exec(text)?.[1];
}
