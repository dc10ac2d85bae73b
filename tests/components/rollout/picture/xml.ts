/** Just enough of a reader of XML to look into a picture. */
import assert from "node:assert/strict";

/** Attributes of all elements with this name, and a class that begins so. */
export function elements(xml: string, name: string, classBegin: string): Record<string, string>[] {
  return [...xml.matchAll(new RegExp(`<${name}((?: [\\w:-]+="[^"]*")*) ?/?>`, "g"))]
    .map(([, attributes]) => attributesOf(attributes ?? ""))
    .filter(
      (found) => classBegin === "" || (found["class"] ?? "").split(" ").some((one) => one.startsWith(classBegin)),
    );
}

/** What stands in the picture's text elements. */
export function textOf(xml: string): string[] {
  return [...xml.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text ?? "");
}

/** Fails unless tags match each other and no bare `<`, `>` or `&` is left between them. */
export function wellFormed(xml: string): void {
  const open: string[] = [];
  const between = xml.replace(
    /<(\/?)([a-z]+)((?: [\w:-]+="[^"<]*")*) ?(\/?)>/gi,
    (_, closing, name: string, __, empty) => {
      if (closing !== "") assert.equal(open.pop(), name);
      else if (empty === "") open.push(name);
      return "";
    },
  );
  assert.deepEqual(open, []);
  assert.doesNotMatch(between.replace(/&(amp|lt|gt|quot|#39);/g, ""), /[<>&]/);
}

function attributesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/ ([\w:-]+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [key, value]),
  );
}
