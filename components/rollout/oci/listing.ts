/** Items a page. OCI answers with fewer where it likes; the pages are followed all the same. */
export const PAGE_SIZE = 100;

/** All items, on as many pages as it takes. */
export async function all<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of pages) {
    found.push(item);
  }
  return found;
}

/** The SDK declares times as Date, and hands them over as text. */
export function instantOf(time: Date): number {
  return new Date(time).getTime();
}
