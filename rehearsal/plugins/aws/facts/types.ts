/** What the stand-in knows of the aws provider's types from the declarations of the installed @pulumi/aws. */
export type { Declared, Facts, Wanted } from "../../declared/facts.ts";
