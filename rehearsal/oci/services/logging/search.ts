/** @see https://docs.oracle.com/iaas/api/#/en/logging-search/20190909/SearchResult/Search */
import type * as logging from "oci-logging/lib/model/index.js";
import type { FieldInfo, SearchLogsDetails } from "oci-loggingsearch/lib/model/index.js";
import { logGroups, logs } from "../../collections.ts";
import { invalidParameter, notFoundResource } from "../../errors.ts";
import { isRecord } from "../../facts/conform.ts";
import { pageOf } from "../../http/paging.ts";
import { ocidKind } from "../../ocid.ts";
import { bodyOf, filtered } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import type { Wire } from "../../wire.ts";
import type { World } from "../../world.ts";
import { needCompartment } from "../shared/compartment.ts";
import { entriesOf } from "./entries.ts";
import type { LogEntry } from "./entries.ts";
import { parseQuery } from "./query.ts";
import { runStages } from "./query-run.ts";
import type { Row } from "./query-run.ts";

type Log = Wire<logging.Log>;
type Group = Wire<logging.LogGroup>;

function search(call: Call): Reply {
  const { timeStart, timeEnd, searchQuery, isReturnFieldInfo } = bodyOf<Wire<SearchLogsDetails>>(call);
  const [from, to] = [Date.parse(timeStart), Date.parse(timeEnd)];
  if (from >= to) {
    throw invalidParameter(`timeStart must be before timeEnd, and ${timeStart} is not before ${timeEnd}.`);
  }
  const { streams, stages } = parseQuery(searchQuery);
  const searched = new Set(streams.flatMap((stream) => logsIn(call.world, stream)));
  const rows = [...searched]
    .flatMap((log) => entriesOf(call, log.id).map((entry) => rowOf(log, entry)))
    .filter((row) => row.datetime >= from && row.datetime <= to)
    // Entries of one moment stay in the order they came in, the newest of all first.
    .reverse()
    .sort((one, other) => other.datetime - one.datetime);
  const found = runStages(rows, stages);
  const { items, next } = pageOf(found, call.query["limit"], call.query["page"]);
  const fields = isReturnFieldInfo === true ? fieldsOf(found) : undefined;
  return {
    body: {
      results: items.map((data) => ({ data })),
      ...(fields !== undefined && { fields }),
      summary: { resultCount: found.length, ...(fields !== undefined && { fieldCount: fields.length }) },
    },
    ...(next !== undefined && { headers: { "opc-next-page": next } }),
  };
}

/**
 * The logs of a stream, `<compartment>[/<group>[/<log>]]` or `<group>[/<log>]`; groups and logs may be named by OCID or
 * by display name, all but a group that comes first.
 * @throws ServiceError 400 where the stream is none, 404 where something of it isn't there
 */
function logsIn(world: World, stream: string): Log[] {
  const [first = "", ...rest] = stream.split("/");
  const startsWithGroup = ocidKind(first) === "loggroup";
  if (rest.length > (startsWithGroup ? 1 : 2)) {
    throw invalidParameter(`searchQuery names ${stream}: it must be <compartment>[/<log group>[/<log>]].`);
  }
  const groups = startsWithGroup ? [groupNamed(logGroups.list(world), first)] : groupsOf(world, first, rest.shift());
  const [wanted] = rest;
  const found = logs.list(world).filter((log) => groups.some((group) => group.id === log.logGroupId));
  if (wanted === undefined) {
    return found;
  }
  const log = found.find(({ id, displayName }) => id === wanted || displayName === wanted);
  if (log === undefined) {
    throw notFoundResource(wanted);
  }
  return [log];
}

function groupsOf(world: World, compartmentId: string, wanted: string | undefined): Group[] {
  needCompartment(world, compartmentId);
  const groups = filtered(logGroups.list(world), { compartmentId });
  return wanted === undefined ? groups : [groupNamed(groups, wanted)];
}

function groupNamed(groups: readonly Group[], wanted: string): Group {
  const group = groups.find(({ id, displayName }) => id === wanted || displayName === wanted);
  if (group === undefined) {
    throw notFoundResource(wanted);
  }
  return group;
}

/** @see https://docs.oracle.com/iaas/Content/Logging/Reference/log_format.htm */
function rowOf(log: Log, entry: LogEntry): Row {
  const { id, time, data, subject = "", source = log.displayName } = entry;
  return {
    datetime: Date.parse(time),
    logContent: {
      id,
      time,
      type: typeOf(log),
      source,
      subject,
      specversion: "1.0",
      data,
      oracle: {
        compartmentid: log.compartmentId,
        ingestedtime: time,
        loggroupid: log.logGroupId,
        logid: log.id,
        tenantid: log.tenancyId,
      },
    },
  };
}

function typeOf({ configuration, displayName }: Log): string {
  return configuration === undefined
    ? `com.oraclecloud.logging.custom.${displayName}`
    : `com.oraclecloud.${configuration.source.service}.${configuration.source.category}`;
}

function fieldsOf(rows: readonly Row[]): Wire<FieldInfo>[] {
  const types = new Map<string, string>();
  const visit = (value: unknown, name: string): void => {
    if (isRecord(value)) {
      Object.entries(value).forEach(([key, inner]) => visit(inner, name === "" ? key : `${name}.${key}`));
    } else if (value !== null && value !== undefined) {
      types.set(name, Array.isArray(value) ? "ARRAY" : (typeof value).toUpperCase());
    }
  };
  rows.forEach((row) => visit(row, ""));
  return [...types].map(([fieldName, fieldType]) => ({ fieldName, fieldType }));
}

export const searchRoutes: readonly Route[] = [
  { operation: "loggingsearch/SearchLogs", method: "POST", path: "/20190909/search", handle: search },
];
