/** An input couldn't be read, or not to its end. Its message ends a sentence that begins with the input's name, and holds nothing of it. */
export class Unreadable extends Error {
  /** Whether it is JSON all the same, of another kind. */
  readonly isJson: boolean;

  constructor(why: string, { isJson = false }: { readonly isJson?: boolean } = {}) {
    super(why);
    this.name = "Unreadable";
    this.isJson = isJson;
  }
}
