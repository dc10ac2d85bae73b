/** The kinds of named things: hostnames, rule sets, routing policies, path route sets, certificates, cipher suites. */
import type * as model from "oci-loadbalancer/lib/model/index.js";
import { invalidParameter } from "../../errors.ts";
import type { Wire } from "../../wire.ts";
import { needLength } from "../shared/refuse.ts";
import { namedRoutes } from "./named.ts";
import type { Kind } from "./named.ts";
import { needReferenced } from "./names.ts";

const BOTH = { show: true, update: true };

export const hostnameKind: Kind<Partial<Wire<model.CreateHostnameDetails>>, "hostnames"> = {
  section: "hostnames",
  operation: "Hostname",
  operations: "Hostnames",
  path: "hostnames",
  parameter: "name",
  can: BOTH,
  nameIn: (details) => details.name ?? "",
  check: (name, details) => {
    needLength("name", name, 1, 255);
    needLength("hostname", details.hostname, 1, 255);
    if (details.hostname !== undefined && !/^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(\.\*)?$/i.test(details.hostname)) {
      throw invalidParameter(
        `hostname '${details.hostname}' is no host name; a wildcard stands at its start or its end.`,
      );
    }
  },
  make: (_balancer, name, details, former) => ({ name, hostname: details.hostname ?? former?.hostname ?? "" }),
};

/** @see https://docs.oracle.com/iaas/api/#/en/loadbalancer/20170115/RuleSet/ */
export const ruleSetKind: Kind<Wire<model.CreateRuleSetDetails>, "ruleSets"> = {
  section: "ruleSets",
  operation: "RuleSet",
  operations: "RuleSets",
  path: "ruleSets",
  parameter: "ruleSetName",
  can: BOTH,
  nameIn: (details) => details.name,
  check: (name) => needPlain("name", name, 255),
  make: (_balancer, name, details) => ({ name, items: details.items }),
};

/** @see https://docs.oracle.com/iaas/api/#/en/loadbalancer/20170115/RoutingPolicy/ */
export const routingPolicyKind: Kind<Wire<model.UpdateRoutingPolicyDetails> & { name?: string }, "routingPolicies"> = {
  section: "routingPolicies",
  operation: "RoutingPolicy",
  operations: "RoutingPolicies",
  path: "routingPolicies",
  parameter: "routingPolicyName",
  can: BOTH,
  nameIn: (details) => details.name ?? "",
  check: (name) => needPlain("name", name, 32),
  make: (balancer, name, details, former) => {
    for (const action of details.rules.flatMap((rule) => rule.actions)) {
      const target: unknown = Reflect.get(action, "backendSetName");
      needReferenced(balancer, "backendSets", "backendSetName", typeof target === "string" ? target : undefined);
    }
    const conditionLanguageVersion = details.conditionLanguageVersion ?? former?.conditionLanguageVersion ?? "V1";
    return { name, conditionLanguageVersion, rules: details.rules };
  },
};

/** @see https://docs.oracle.com/iaas/api/#/en/loadbalancer/20170115/PathRouteSet/ */
export const pathRouteSetKind: Kind<Wire<model.CreatePathRouteSetDetails>, "pathRouteSets"> = {
  section: "pathRouteSets",
  operation: "PathRouteSet",
  operations: "PathRouteSets",
  path: "pathRouteSets",
  parameter: "pathRouteSetName",
  can: BOTH,
  nameIn: (details) => details.name,
  check: (name) => needLength("name", name, 1, 32),
  make: (balancer, name, details) => {
    details.pathRoutes.forEach((route) =>
      needReferenced(balancer, "backendSets", "backendSetName", route.backendSetName),
    );
    return { name, pathRoutes: details.pathRoutes };
  },
};

/**
 * A certificate's private key and passphrase never reach the world: OCI never gives them back either.
 * @see https://docs.oracle.com/iaas/api/#/en/loadbalancer/20170115/Certificate/
 */
export const certificateKind: Kind<Wire<model.CreateCertificateDetails>, "certificates"> = {
  section: "certificates",
  operation: "Certificate",
  operations: "Certificates",
  path: "certificates",
  parameter: "certificateName",
  can: { show: false, update: false },
  nameIn: (details) => details.certificateName,
  check: (name, details) => {
    needPlain("certificateName", name, 255);
    if (details.privateKey !== undefined && details.publicCertificate === undefined) {
      throw invalidParameter("privateKey was given without publicCertificate; give both, or caCertificate alone.");
    }
  },
  strip: ({ certificateName, publicCertificate, caCertificate }) => ({
    certificateName,
    ...(publicCertificate !== undefined && { publicCertificate }),
    ...(caCertificate !== undefined && { caCertificate }),
  }),
  make: (_balancer, certificateName, details) => ({
    certificateName,
    publicCertificate: details.publicCertificate ?? "",
    caCertificate: details.caCertificate ?? "",
  }),
};

/** @see https://docs.oracle.com/iaas/api/#/en/loadbalancer/20170115/SSLCipherSuite/ */
export const cipherSuiteKind: Kind<Wire<model.CreateSSLCipherSuiteDetails>, "sslCipherSuites"> = {
  section: "sslCipherSuites",
  operation: "SSLCipherSuite",
  operations: "SSLCipherSuites",
  path: "sslCipherSuites",
  parameter: "name",
  can: BOTH,
  nameIn: (details) => details.name,
  check: (name, details) => {
    needPlain("name", name, 255);
    if (name.startsWith("oci-")) {
      throw invalidParameter(`The name '${name}' begins with 'oci-', which is kept for Oracle's own cipher suites.`);
    }
    if (details.ciphers.length === 0) {
      throw invalidParameter("ciphers must hold at least one cipher.");
    }
  },
  make: (_balancer, name, details) => ({ name, ciphers: details.ciphers }),
};

function needPlain(field: string, name: string, most: number): void {
  needLength(field, name, 1, most);
  if (!/^[A-Za-z0-9_-]+$/.test(name)) {
    throw invalidParameter(`${field} '${name}' must hold only letters, digits, dashes and underscores.`);
  }
}

export const namedThingRoutes = [
  ...namedRoutes(hostnameKind),
  ...namedRoutes(ruleSetKind),
  ...namedRoutes(routingPolicyKind),
  ...namedRoutes(pathRouteSetKind),
  ...namedRoutes(certificateKind),
  ...namedRoutes(cipherSuiteKind),
];
