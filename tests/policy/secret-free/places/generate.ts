/** Writes the places that the SDKs mark into `policy/secret-free/places/sdks.json`. To be run after an SDK's upgrade. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { SDKS, secretOutputsOf } from "./sdks.ts";

export const SDK_PLACES_FILE = join(import.meta.dirname, "../../../../policy/secret-free/places/sdks.json");

/** The file's text as it should be. */
export async function sdkPlacesText(): Promise<string> {
  const places = Object.fromEntries(SDKS.flatMap((sdk) => Object.entries(secretOutputsOf(sdk))));
  return format(JSON.stringify(places), { parser: "json", printWidth: 120 });
}

if (import.meta.main) writeFileSync(SDK_PLACES_FILE, await sdkPlacesText());
