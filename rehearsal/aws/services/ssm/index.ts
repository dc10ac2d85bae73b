/** Systems Manager: parameters. */
import type { AwsService } from "../../kind.ts";
import { getParameter, parameter } from "./parameter.ts";

export const ssm: AwsService = { name: "ssm", kinds: [parameter], functions: [getParameter] };
