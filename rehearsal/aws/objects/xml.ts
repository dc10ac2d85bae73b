/** XML as S3 writes it: elements, texts and lists. */

/** A list stands for the element again and again; what is undefined is left out. */
export type Xml = string | number | boolean | undefined | readonly Xml[] | Elements;

interface Elements {
  readonly [name: string]: Xml;
}

/** S3's own namespace. */
const NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

export function document(root: string, content: Xml): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${NAMESPACE}">${text(content)}</${root}>`;
}

/** Errors stand in no namespace. */
export function errorDocument(content: Xml): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${text(content)}</Error>`;
}

function text(content: Xml): string {
  if (content === undefined) return "";
  if (isList(content)) return content.map(text).join("");
  if (typeof content !== "object") return escaped(String(content));
  return Object.entries(content)
    .map(([name, value]) => element(name, value))
    .join("");
}

function element(name: string, value: Xml): string {
  if (value === undefined) return "";
  const each = isList(value) ? value : [value];
  return each.map((one) => `<${name}>${text(one)}</${name}>`).join("");
}

/** `Array.isArray` knows no readonly lists. */
const isList = (content: Xml): content is readonly Xml[] => Array.isArray(content);

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Characters that XML can't hold come as references, as S3 writes them. */
function escaped(value: string): string {
  return value
    .replace(/[&<>"]/g, (one) => ENTITIES[one] ?? one)
    .replace(/[\u0000-\u0008\u000b\u000c\u000d\u000e-\u001f]/g, (one) => `&#x${one.charCodeAt(0).toString(16)};`);
}

/** What stands inside of each element of a name, as it is written: enough for the two bodies that S3's clients send. */
export function innersOf(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}(?:\\s[^>]*)?>([^]*?)</${name}>`, "g"))].map(([, inner = ""]) => inner);
}

/** The text of the first element of a name. */
export function textOf(xml: string, name: string): string | undefined {
  const [inner] = innersOf(xml, name);
  return inner === undefined ? undefined : unescaped(inner);
}

function unescaped(value: string): string {
  return value.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    return { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" }[name ?? ""] ?? whole;
  });
}
