/** Explanations and matrices for programs. */
import type { Explained, Matrix } from "./report.ts";

/** With documents left out: the state has them. */
export function explanationJson({ token, aws, oci, untold }: Explained): string {
  return text({
    ...token,
    aws: aws.map(({ role, takes, why, grants, widenings }) => ({
      role: role.name,
      arn: role.arn,
      takes,
      ...(takes
        ? { boundary: role.boundaryArn ?? null, unseen: role.unseen, grants, couldWidenBy: widenings }
        : { why }),
    })),
    oci: oci.map(({ trust, user, rule, why, statements }) => ({
      trust: trust.name,
      ...(user === undefined
        ? { user: null, why }
        : { user: user.name, rule, clients: trust.clients, groups: user.groups.map(({ name }) => name), statements }),
    })),
    untold,
  });
}

/** `{"roles": [{"cloud", "name"}], "subjects": [{"subject", "issuer", "takes": [{"cloud", "name"}]}]}` */
export function matrixJson({ columns, rows }: Matrix): string {
  return text({
    roles: columns,
    subjects: rows.map(({ token: { subject, issuer }, takes }) => ({
      subject,
      issuer,
      takes: columns.filter((_, at) => takes[at] === true),
    })),
  });
}

function text(value: object): string {
  return JSON.stringify(value, null, 2);
}
