/** The attributes and key schemas that DynamoDB wants declared, worked out of the keys that a table and its indexes have. */
import type { Fault, Label } from "@tidegate/faults";

/** One attribute of a key. Its type: S text, N number, B bytes. */
export interface Key {
  readonly name: string;
  readonly type: "S" | "N" | "B";
}

export interface TableIndex {
  /** 3 to 255 letters, digits, `_`, `-` and `.`. */
  readonly indexName: string;
  readonly hashKey: Key;
  readonly rangeKey?: Key;
  /**
   * What the index holds beside the keys: everything, nothing, or the attributes named. Default: ALL. A change makes the
   * index anew, and leaves the table alone.
   */
  readonly projection?: "ALL" | "KEYS_ONLY" | readonly string[];
}

export interface TableKeys {
  /** The partition key. A change replaces the table. */
  readonly hashKey: Key;
  /** The sort key. Default: none. A change replaces the table. */
  readonly rangeKey?: Key;
  /** Global secondary indexes. Add new ones at the end: capacities are remembered by position. */
  readonly indexes?: readonly TableIndex[];
}

/** Every attribute that is part of a key, once: DynamoDB refuses one that no key uses, and a key that isn't declared. */
export function attributesOf(keys: TableKeys): Key[] {
  const byName = new Map(keysOf(keys).map(({ key }) => [key.name, key]));
  return [...byName.values()].map(({ name, type }) => ({ name, type }));
}

/** An index as the provider takes it. `capacity` is absent for an on-demand table. */
export function indexArgs({ indexName, hashKey, rangeKey, projection = "ALL" }: TableIndex, capacity?: number) {
  return {
    name: indexName,
    keySchemas: [
      { attributeName: hashKey.name, keyType: "HASH" },
      ...(rangeKey === undefined ? [] : [{ attributeName: rangeKey.name, keyType: "RANGE" }]),
    ],
    ...(typeof projection === "string"
      ? { projectionType: projection }
      : { projectionType: "INCLUDE", nonKeyAttributes: [...projection] }),
    ...(capacity !== undefined && { readCapacity: capacity, writeCapacity: capacity }),
  };
}

/** What is wrong with the keys: a name that says two types, one attribute as both keys, two indexes of one name. */
export function keyFaults(keys: TableKeys, label: Label): Fault[] {
  const types = new Map<string, string>();
  const clashes = keysOf(keys).flatMap(({ path, key }) => {
    const before = types.get(key.name) ?? key.type;
    types.set(key.name, before);
    if (key.name === "") return [{ path: label(`${path}.name`), given: key.name, accepted: "an attribute's name" }];
    const accepted = `${before}, as ${key.name} is declared elsewhere: an attribute has one type in its table`;
    return before === key.type ? [] : [{ path: label(`${path}.type`), given: key.type, accepted }];
  });
  return [...clashes, ...pairFaults("", keys, label), ...indexFaults(keys.indexes ?? [], label)];
}

function indexFaults(indexes: readonly TableIndex[], label: Label): Fault[] {
  const names = indexes.map(({ indexName }) => indexName);
  return [
    ...(indexes.length > MOST_INDEXES
      ? [{ path: label("indexes"), given: indexes.length, accepted: `at most ${MOST_INDEXES} indexes` }]
      : []),
    ...indexes.flatMap((index, at) => [
      ...pairFaults(`indexes[${at}].`, index, label),
      ...(TABLE_NAME.test(index.indexName) && names.indexOf(index.indexName) === at
        ? []
        : [
            {
              path: label(`indexes[${at}].indexName`),
              given: index.indexName,
              accepted: `${TABLE_NAME_WORDS}, each once`,
            },
          ]),
    ]),
  ];
}

function pairFaults(
  path: string,
  { hashKey, rangeKey }: Pick<TableKeys, "hashKey" | "rangeKey">,
  label: Label,
): Fault[] {
  return rangeKey?.name === hashKey.name
    ? [{ path: label(`${path}rangeKey.name`), given: rangeKey.name, accepted: "another attribute than the hash key" }]
    : [];
}

function keysOf({ hashKey, rangeKey, indexes = [] }: TableKeys): { path: string; key: Key }[] {
  return [
    { path: "hashKey", key: hashKey },
    ...(rangeKey === undefined ? [] : [{ path: "rangeKey", key: rangeKey }]),
    ...indexes.flatMap((index, at) =>
      keysOf({ hashKey: index.hashKey, ...(index.rangeKey !== undefined && { rangeKey: index.rangeKey }) }).map(
        ({ path, key }) => ({ path: `indexes[${at}].${path}`, key }),
      ),
    ),
  ];
}

/** The names that DynamoDB takes for tables and indexes. */
export const TABLE_NAME = /^[A-Za-z0-9_.-]{3,255}$/;
export const TABLE_NAME_WORDS = "3 to 255 letters, digits, dots, hyphens and underscores";

/** DynamoDB's default quota of global secondary indexes for one table. */
const MOST_INDEXES = 20;
