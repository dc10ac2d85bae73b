/** Patterns as IAM has them: `*` stands for any text, `?` for one character. */

/** Whether a text holds a pattern's characters, or a variable that IAM puts something in for (`${aws:username}`). */
export function hasWildcard(text: string): boolean {
  return text.includes("*") || text.includes("?") || text.includes("${");
}

/**
 * Whether an action's pattern stands for an action: `iam:Pass*` for `iam:PassRole`. Letters' case doesn't count. Takes time in
 * proportion to the product of both lengths, whatever they are.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 */
export function coversAction(pattern: string, action: string): boolean {
  return covers(pattern.toLowerCase(), action.toLowerCase());
}

/** Whether it is nothing but wildcards: `*`, `*:*`, `arn:aws:*`, `arn:*:*:*:*:*:*`. */
export function isEverything(text: string): boolean {
  const open = ["arn:aws-us-gov:", "arn:aws-cn:", "arn:aws:", "arn:"].find((head) => text.startsWith(head)) ?? "";
  const rest = text.slice(open.length);
  return rest.includes("*") && /^[*?:]+$/.test(rest);
}

function covers(pattern: string, text: string): boolean {
  let [at, from] = [0, 0];
  // Where the last star stands, and how much of the text it has taken.
  let star = -1;
  let taken = 0;
  while (from < text.length) {
    if (pattern[at] === "*") {
      star = at;
      taken = from;
      at += 1;
    } else if (pattern[at] === "?" || pattern[at] === text[from]) {
      at += 1;
      from += 1;
    } else if (star >= 0) {
      taken += 1;
      from = taken;
      at = star + 1;
    } else {
      return false;
    }
  }
  while (pattern[at] === "*") at += 1;
  return at === pattern.length;
}
