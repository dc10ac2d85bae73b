/**
 * What the doc comments of @pulumi/aws say about a change of a property. They say it in many ways, and not always: what
 * they leave out stands with the kinds (rehearsal/aws/services).
 */

const REPLACES = [
  /\bforces? (?:a |the )?(?:new|replacement|recreation|re-creation|resource re)/i,
  /\bforces? (?:the )?(?:creation|replacement|recreation) of (?:a |the )?(?:new )?resource/i,
  /\bforces? terraform to (?:create|replace)/i,
  /\bforce (?:a )?(?:replacement|recreation|new resource)/i,
  /\b(?:will )?(?:creates?|requires?) (?:creating )?(?:a )?(?:new resource\b|resource replacement)/i,
  /\bchang\w+[^.]*\b(?:recreates?|replaces?) the (?:resource|whole)/i,
];

/** A sentence that speaks of some changes only, or of something else that is forced. */
const CONDITIONAL =
  /\b(?:if(?! (?:`\w+` is )?(?:changed|modified))|unless|without|only when|decreased?|when(?! changed| updated)|for load balancers|after it|empty|removing|disabling|with an|new (?:task )?deployment)\b/i;

/** Whether a doc comment says, without a condition, that changing the property makes a new resource. */
export function saysReplaces(comment: string): boolean {
  return comment
    .split(/(?<=[.;])\s+(?=[A-Z*`])|\*\*NOTE:?\*\*|> \*\*/)
    .some((sentence) => REPLACES.some((pattern) => pattern.test(sentence)) && !CONDITIONAL.test(sentence));
}
