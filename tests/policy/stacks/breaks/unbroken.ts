/** Policies that are held in prod, and that nothing is broken for in a real stack: each with the reason. */
export const UNBROKEN: Readonly<Record<string, string>> = {
  "endpoints-without-nat":
    "A first preview doesn't know how many tasks a service runs, because that hangs on an image: tests/policy/hardened breaks it.",
};
