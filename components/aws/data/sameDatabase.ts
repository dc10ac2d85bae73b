/** Whether an instance still has the database that it was made with under the name that the program gives. */
import { ProgramError } from "@tidegate/faults";

export interface DatabaseName {
  readonly identifier: string;
  readonly databaseName: string;
  /** The name by which the caller knows it: a configuration key. Default: `databaseName`. */
  readonly databaseLabel?: string;
}

/**
 * The database's name.
 * @param made what the instance was made with
 * @throws ProgramError where that is another
 */
export function sameDatabase(
  { identifier, databaseName, databaseLabel = "databaseName" }: DatabaseName,
  made: string,
): string {
  if (made === databaseName) return made;
  throw new ProgramError(
    `${databaseLabel}: given ${JSON.stringify(databaseName)}; accepted: ${JSON.stringify(made)}, the database that ` +
      `${identifier} was made with. Another name would replace the instance, and its data would go. ` +
      `Set it back; a further database is made with SQL: CREATE DATABASE.`,
  );
}
