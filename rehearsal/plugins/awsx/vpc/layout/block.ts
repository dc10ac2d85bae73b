/** IPv4 blocks as numbers. An address below 2^32 and a mask fit well into a double. */

export interface Block {
  /** Not always the block's first address: the Legacy strategy keeps `10.0.128.32/17` as it came. */
  readonly address: number;
  readonly mask: number;
}

/** @throws Error naming `what` when the text is no IPv4 block */
export function parseBlock(text: string, what: string): Block {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  const numbers = (match ?? []).slice(1).map(Number);
  const [a = 256, b = 256, c = 256, d = 256, mask = 33] = numbers;
  if (Math.max(a, b, c, d) > 255 || mask > 32) {
    throw new Error(`${what} is ${JSON.stringify(text)}, and must be an IPv4 block such as 10.0.0.0/16`);
  }
  return { address: ((a * 256 + b) * 256 + c) * 256 + d, mask };
}

/** 10.0.0.0/16: 65,536 addresses. */
export const sizeOf = (mask: number): number => 2 ** (32 - mask);

export const firstOf = ({ address, mask }: Block): number => address - (address % sizeOf(mask));

export const lastOf = (block: Block): number => firstOf(block) + sizeOf(block.mask) - 1;

/** The block of this mask that the address is in. */
export function blockAt(address: number, mask: number): Block {
  if (mask < 0 || mask > 32) throw new Error(`a subnet of mask /${mask} is asked for: masks go from /0 to /32`);
  return { address: firstOf({ address, mask }), mask };
}

/** The block of the same size behind this one. */
export const nextTo = (block: Block): Block => ({ address: firstOf(block) + sizeOf(block.mask), mask: block.mask });

export const overlap = (a: Block, b: Block): boolean => firstOf(a) <= lastOf(b) && firstOf(b) <= lastOf(a);

export const addressText = (address: number): string =>
  [24, 16, 8, 0].map((bits) => Math.floor(address / 2 ** bits) % 256).join(".");

export const blockText = ({ address, mask }: Block): string => `${addressText(address)}/${mask}`;

/** Bits that it takes to number so many: 3 zones take 2. */
export const bitsFor = (count: number): number => (count <= 1 ? 0 : Math.ceil(Math.log2(count)));
