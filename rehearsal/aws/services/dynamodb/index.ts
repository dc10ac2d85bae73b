/** DynamoDB. */
import type { AwsService } from "../../kind.ts";
import { getTable, table } from "./table.ts";

export const dynamodb: AwsService = { name: "dynamodb", kinds: [table], functions: [getTable] };
