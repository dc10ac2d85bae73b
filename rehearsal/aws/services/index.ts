/** Every service of AWS that the rehearsal knows well, one line each. */
import type { AwsService, FunctionKind, Kind } from "../kind.ts";
import { ssm } from "./ssm/index.ts";
import { cognito } from "./cognito/index.ts";
import { backup } from "./backup/index.ts";
import { budgets } from "./budgets/index.ts";
import { cloudtrail } from "./cloudtrail/index.ts";
import { lambda } from "./lambda/index.ts";
import { msk } from "./msk/index.ts";
import { rds } from "./rds/index.ts";
import { s3 } from "./s3/index.ts";
import { account } from "./account/index.ts";
import { kms } from "./kms/index.ts";
import { secretsmanager } from "./secretsmanager/index.ts";
import { dynamodb } from "./dynamodb/index.ts";
import { sns } from "./sns/index.ts";
import { sqs } from "./sqs/index.ts";
import { events } from "./events/index.ts";
import { cloudwatch } from "./cloudwatch/index.ts";
import { logs } from "./logs/index.ts";
import { ecr } from "./ecr/index.ts";
import { ec2 } from "./ec2/index.ts";
import { acm } from "./acm/index.ts";
import { lb } from "./lb/index.ts";
import { route53 } from "./route53/index.ts";
import { apigatewayv2 } from "./apigatewayv2/index.ts";
import { cloudfront } from "./cloudfront/index.ts";
import { servicediscovery } from "./servicediscovery/index.ts";
import { wafv2 } from "./wafv2/index.ts";
import { iam } from "./iam/index.ts";
import { appautoscaling } from "./appautoscaling/index.ts";
import { ecs } from "./ecs/index.ts";

export const AWS_SERVICES: readonly AwsService[] = [
  wafv2,
  servicediscovery,
  cloudfront,
  apigatewayv2,
  account,
  acm,
  appautoscaling,
  backup,
  budgets,
  cloudtrail,
  cloudwatch,
  cognito,
  dynamodb,
  ec2,
  ecr,
  ecs,
  events,
  iam,
  kms,
  lambda,
  lb,
  logs,
  msk,
  rds,
  route53,
  s3,
  secretsmanager,
  sns,
  sqs,
  ssm,
];

export const KINDS: ReadonlyMap<string, Kind> = new Map(
  AWS_SERVICES.flatMap(({ kinds }) => kinds.map((kind) => [kind.type, kind] as const)),
);

export const FUNCTION_KINDS: ReadonlyMap<string, FunctionKind> = new Map(
  AWS_SERVICES.flatMap(({ functions }) => functions.map((kind) => [kind.token, kind] as const)),
);
