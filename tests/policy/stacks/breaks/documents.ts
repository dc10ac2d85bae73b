/** IAM's documents that allow too much. */

export const EVERYTHING = documentOf({ Action: "*", Resource: "*" });

export const ALL_OF_S3 = documentOf({ Action: ["s3:*"], Resource: "*" });

export const ANY_TOPIC = documentOf({ Action: ["kafka-cluster:ReadData"], Resource: "*" });

export const PASSES_ANY_ROLE = documentOf({ Action: ["iam:PassRole"], Resource: "*" });

/** Who may become the role: anybody who has an account on AWS. */
export const ANYBODYS = documentOf({ Principal: { AWS: "*" }, Action: "sts:AssumeRole" });

/** Who may send, with an account on AWS or without one. */
export const OPEN_QUEUE = documentOf({
  Principal: "*",
  Action: "sqs:SendMessage",
  Resource: "arn:aws:sqs:us-east-1:111122223333:jobs",
});

/** Every branch, tag and environment of every repository of an owner. */
export const ANY_SUBJECT = trust("token.actions.githubusercontent.com", {
  StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
  StringLike: { "token.actions.githubusercontent.com:sub": "repo:tidegate/*" },
});

/** Pinned, to an issuer that nobody knows. */
export const STRANGE_ISSUER = trust("ci.example.org", {
  StringEquals: { "ci.example.org:aud": "sts.amazonaws.com", "ci.example.org:sub": "project:tidegate" },
});

function trust(issuer: string, condition: object): string {
  return documentOf({
    Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${issuer}` },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: condition,
  });
}

function documentOf(statement: object): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
}
