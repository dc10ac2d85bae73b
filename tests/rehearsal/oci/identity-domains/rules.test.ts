import assert from "node:assert/strict";
import { meets, readRule } from "../../../../rehearsal/oci/services/identity-domains/rules.ts";

const SUBJECT = "repo:o/n:environment:prod";

/** A rule, the claim `sub`, and whether the rule fits. */
const CASES: readonly (readonly [rule: string, sub: unknown, fits: boolean])[] = [
  [`sub eq "${SUBJECT}"`, SUBJECT, true],
  [`sub eq '${SUBJECT}'`, SUBJECT, true],
  [`sub eq ${SUBJECT}`, SUBJECT, true],
  [`"sub" eq ${SUBJECT}`, SUBJECT, true],
  [`sub eq "${SUBJECT}"`, `${SUBJECT}x`, false],
  [`sub eq "${SUBJECT}"`, `x${SUBJECT}`, false],
  [`sub eq "${SUBJECT}"`, `${SUBJECT}\n`, false],
  [`sub eq "${SUBJECT}"`, SUBJECT.toUpperCase(), false],
  [`sub eq "${SUBJECT}"`, [SUBJECT], false],
  [`sub eq "${SUBJECT}"`, undefined, false],
  ["sub eq repo:o/n:*", SUBJECT, true],
  ["sub eq *", SUBJECT, true],
  ["sub eq repo.o/n:*", SUBJECT, false],
  ["sub co o/n", SUBJECT, true],
  ["sub co x/n", SUBJECT, false],
  ['sub eq "environment with blanks"', "environment with blanks", true],
];

describe("a trust's rule", () => {
  for (const [text, sub, fits] of CASES) {
    it(`${text} ${fits ? "fits" : "doesn't fit"} ${JSON.stringify(sub)}`, () => {
      const rule = readRule(text);
      assert.ok(rule !== undefined);
      assert.equal(meets(rule, { sub }), fits);
    });
  }

  for (const text of ["", "sub", "sub eq", "sub ne x", "sub co a*", 'sub eq ""', "sub eq a b", 'sub eq "a" or 1']) {
    it(`is none: ${JSON.stringify(text)}`, () => {
      assert.equal(readRule(text), undefined);
    });
  }
});
