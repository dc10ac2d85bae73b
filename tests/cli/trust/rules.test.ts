/** The command's reading of exchange rules, held against the rehearsal's: each rule with each text, the same answer. */
import assert from "node:assert/strict";
import { exchangeRule, ruleFits } from "../../../cli/trust/oci/rules.ts";
import { meets, readRule } from "../../../rehearsal/oci/services/identity-domains/rules.ts";

const SUBJECT = "repo:o/n:environment:prod";

const VALUES = [
  SUBJECT,
  "repo:o/n:*",
  "*",
  "*prod",
  "repo:*:environment:*",
  "*o*o*",
  "repo.o/n",
  "o/n",
  "x",
  "prod*prod",
  "",
  "a b",
  "**",
  "r*",
  'a"b',
  "a'b",
  "[a]*",
];
const RULES = [
  ...VALUES.flatMap((value) =>
    ["eq", "co", "ne"].flatMap((operator) =>
      [value, `"${value}"`, `'${value}'`].flatMap((written) => [
        `sub ${operator} ${written}`,
        `"sub" ${operator}  ${written} `,
      ]),
    ),
  ),
  ...[
    "",
    "sub",
    "sub eq",
    "eq x",
    'sub eq "a" or 1',
    "'sub' eq x",
    "sub  EQ x",
    "a.b:c-d eq x",
    "sub eq \"x'",
    "iss eq x",
  ],
];
const TEXTS: readonly unknown[] = [
  SUBJECT,
  `${SUBJECT}x`,
  `x${SUBJECT}`,
  `${SUBJECT}\n`,
  SUBJECT.toUpperCase(),
  "repo:o/n:",
  "repo:o/n:environment:dev\nprod",
  "prod",
  "prodprod",
  "x",
  "",
  "a b",
  "o",
  "oo",
  "[a]b",
  [SUBJECT],
  7,
  undefined,
];

describe("an exchange rule", () => {
  it("is read as the embedded OCI reads it", () => {
    for (const rule of RULES) assert.deepEqual(exchangeRule(rule), readRule(rule), JSON.stringify(rule));
  });

  it("fits what it fits on the embedded OCI", () => {
    let fitting = 0;
    for (const text of RULES) {
      const rule = exchangeRule(text);
      if (rule === undefined) continue;
      for (const sub of TEXTS) {
        const fits = ruleFits(rule, { sub });
        assert.equal(fits, meets(rule, { sub }), `${text} with ${JSON.stringify(sub)}`);
        if (fits) fitting += 1;
      }
    }
    assert.ok(fitting > 100, `only ${fitting} fit: the tables say too little`);
  });
});
