/**
 * Engines, versions and classes, as far as the rehearsal knows them. Minor versions come out every quarter: those up to
 * some beyond the newest one known here are taken for real.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html
 */
export interface Engine {
  readonly port: number;
  /** The newest minor version of each major one. */
  readonly newest: ReadonlyMap<string, number>;
  readonly logs: readonly string[];
  /** Names that a master user can't have. */
  readonly reserved: readonly string[];
}

const ENGINES: ReadonlyMap<string, Engine> = new Map<string, Engine>([
  [
    "postgres",
    {
      port: 5432,
      newest: new Map(Object.entries({ 11: 22, 12: 22, 13: 23, 14: 20, 15: 15, 16: 11, 17: 7, 18: 1 })),
      logs: ["postgresql", "upgrade", "iam-db-auth-error"],
      reserved: ["admin", "rdsadmin", "user", "public", "role", "rds_superuser", "rdsrepladmin"],
    },
  ],
  [
    "mysql",
    {
      port: 3306,
      newest: new Map(Object.entries({ "5.7": 44, "8.0": 44, "8.4": 7 })),
      logs: ["audit", "error", "general", "slowquery", "iam-db-auth-error"],
      reserved: ["rdsadmin", "root"],
    },
  ],
  [
    "mariadb",
    {
      port: 3306,
      newest: new Map(Object.entries({ "10.6": 24, "10.11": 15, "11.4": 9, "11.8": 5 })),
      logs: ["audit", "error", "general", "slowquery", "iam-db-auth-error"],
      reserved: ["rdsadmin", "root"],
    },
  ],
]);

/** The newest minor version may be this many releases newer than the table. */
const BEYOND = 6;

/** Undefined for an engine that the rehearsal doesn't know: then it judges nothing about it. */
export const engineOf = (name: string): Engine | undefined => ENGINES.get(name);

export const ENGINE_NAMES = [
  ...ENGINES.keys(),
  ...["aurora-mysql", "aurora-postgresql", "custom-oracle-ee", "custom-sqlserver-ee", "db2-ae", "db2-se"],
  ...["oracle-ee", "oracle-ee-cdb", "oracle-se2", "oracle-se2-cdb", "sqlserver-ee", "sqlserver-ex", "sqlserver-se"],
  "sqlserver-web",
];

/** The major version of a full one or a prefix: `16` of `16.4`, `8.0` of `8.0.36`. Undefined where there is none such. */
export function majorOf(engine: Engine, version: string): string | undefined {
  return [...engine.newest.keys()].find((major) => version === major || version.startsWith(`${major}.`));
}

/** The version that RDS gives for what is asked for: of a major one alone, its newest minor. Undefined where there is none. */
export function actualVersion(engine: Engine, asked: string | undefined): string | undefined {
  const version = asked ?? [...engine.newest.keys()].findLast((major) => Number.parseFloat(major) < 18) ?? "";
  const major = majorOf(engine, version);
  if (major === undefined) return undefined;
  const newest = engine.newest.get(major) ?? 0;
  const minor = version === major ? newest : Number(version.slice(major.length + 1));
  return Number.isInteger(minor) && minor >= 0 && minor <= newest + BEYOND ? `${major}.${minor}` : undefined;
}

/** `postgres16`, `mysql8.0`. */
export const familyOf = (engine: string, major: string): string => `${engine}${major}`;

/** Families of instance classes that PostgreSQL and MySQL of today run on. */
const CLASSES =
  /^db\.(t3|t4g|m5d?|m6g|m6gd|m6i|m6id|m6idn|m6in|m7g|m7gd|m7i|m8g|m8gd|r5|r5b|r5d|r6g|r6gd|r6i|r6id|r6idn|r6in|r7g|r7gd|r7i|r8g|r8gd|x1|x1e|x2g|x2iedn|x2idn|x2iezn|z1d|c6gd)\.(micro|small|medium|large|\d*xlarge)(\.tpc\d\.mem\dx)?$/;

export const isInstanceClass = (name: string): boolean => CLASSES.test(name);
