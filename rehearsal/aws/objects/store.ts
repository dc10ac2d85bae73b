/** What the embedded AWS keeps beside the world's file: bodies of objects, and the secret that KMS's keys come from. */
import { join } from "node:path";
import { RootKey } from "../wire/kms/rootKey.ts";
import { Bodies } from "./bodies.ts";

export interface Store {
  readonly bodies: Bodies;
  readonly rootKey: RootKey;
}

/** @param folder of this world alone; made where there is none */
export async function openStore(folder: string): Promise<Store> {
  const bodies = await Bodies.open(join(folder, "objects"));
  return { bodies, rootKey: await RootKey.open(join(folder, "kms-root.key")) };
}
