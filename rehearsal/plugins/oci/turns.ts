/** One at a time by key: a load balancer refuses a second change while one is under way. */
export class Turns {
  readonly #last = new Map<string, Promise<undefined>>();

  async take<T>(key: string | undefined, work: () => Promise<T>): Promise<T> {
    if (key === undefined) return work();
    const before = this.#last.get(key) ?? Promise.resolve(undefined);
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.#last.set(key, promise);
    await before;
    try {
      return await work();
    } finally {
      resolve(undefined);
    }
  }
}
