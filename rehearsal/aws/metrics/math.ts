/**
 * CloudWatch's metric math, as far as scaling uses it, on one value a metric: numbers, arithmetic, comparisons (1 or 0), AND,
 * OR, IF, FILL, MIN, MAX, SUM, AVG, ABS, CEIL, FLOOR. A metric without a data point is undefined, and so is what is made of
 * it, but for FILL.
 *
 * Worked: `(visible + inflight) / FILL(running, 1)` with 35, 5 and no data is 40.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export type Point = number | undefined;

/** @throws SyntaxError where the expression can't be read, or uses what is not listed above */
export function evaluate(expression: string, metric: (id: string) => Point): Point {
  const tokens = tokensOf(expression);
  const reader = new Reader(tokens, metric);
  const value = reader.any();
  reader.end();
  return value;
}

function tokensOf(expression: string): string[] {
  const tokens = expression.match(/\d+(?:\.\d+)?|[A-Za-z_]\w*|>=|<=|==|!=|&&|\|\||[-+*/()<>,]|\S/g) ?? [];
  const odd = tokens.find((token) => !/^(?:[\w.]+|>=|<=|==|!=|&&|\|\||[-+*/()<>,])$/.test(token));
  if (odd !== undefined) throw new SyntaxError(`metric math: "${odd}" is not known in "${expression}"`);
  return tokens;
}

type Operation = (a: number, b: number) => number;

const truth = (value: boolean): number => (value ? 1 : 0);

/** From the loosest to the tightest. */
const LEVELS: readonly Readonly<Record<string, Operation>>[] = [
  { OR: (a, b) => truth(a !== 0 || b !== 0), "||": (a, b) => truth(a !== 0 || b !== 0) },
  { AND: (a, b) => truth(a !== 0 && b !== 0), "&&": (a, b) => truth(a !== 0 && b !== 0) },
  {
    ">": (a, b) => truth(a > b),
    ">=": (a, b) => truth(a >= b),
    "<": (a, b) => truth(a < b),
    "<=": (a, b) => truth(a <= b),
    "==": (a, b) => truth(a === b),
    "!=": (a, b) => truth(a !== b),
  },
  { "+": (a, b) => a + b, "-": (a, b) => a - b },
  { "*": (a, b) => a * b, "/": (a, b) => a / b },
];

const FUNCTIONS: Readonly<Record<string, (values: readonly Point[]) => Point>> = {
  IF: ([condition, yes, no]) => (condition === undefined ? undefined : condition !== 0 ? yes : no),
  FILL: ([value, otherwise]) => value ?? otherwise,
  MIN: known((values) => Math.min(...values)),
  MAX: known((values) => Math.max(...values)),
  SUM: known((values) => values.reduce((sum, value) => sum + value, 0)),
  AVG: known((values) => values.reduce((sum, value) => sum + value, 0) / values.length),
  ABS: known(([value = 0]) => Math.abs(value)),
  CEIL: known(([value = 0]) => Math.ceil(value)),
  FLOOR: known(([value = 0]) => Math.floor(value)),
};

/** Undefined where one of the values is. */
function known(work: (values: readonly number[]) => number): (values: readonly Point[]) => Point {
  return (values) => {
    const there = values.filter((value) => value !== undefined);
    return there.length === values.length ? work(there) : undefined;
  };
}

class Reader {
  readonly #tokens: readonly string[];
  readonly #metric: (id: string) => Point;
  #at = 0;

  constructor(tokens: readonly string[], metric: (id: string) => Point) {
    this.#tokens = tokens;
    this.#metric = metric;
  }

  any(level = 0): Point {
    const operations = LEVELS[level];
    if (operations === undefined) return this.#single();
    let left = this.any(level + 1);
    for (;;) {
      const operation = operations[this.#tokens[this.#at] ?? ""];
      if (operation === undefined) return left;
      this.#at += 1;
      const right = this.any(level + 1);
      left = left === undefined || right === undefined ? undefined : operation(left, right);
    }
  }

  end(): void {
    const rest = this.#tokens[this.#at];
    if (rest !== undefined) throw new SyntaxError(`metric math: "${rest}" is not expected`);
  }

  #single(): Point {
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw new SyntaxError("metric math: the expression ends too early");
    if (token === "-") {
      const value = this.#single();
      return value === undefined ? undefined : -value;
    }
    if (token === "(") {
      const value = this.any();
      this.#take(")");
      return value;
    }
    if (/^\d/.test(token)) return Number(token);
    return this.#tokens[this.#at] === "(" ? this.#call(token) : this.#metric(token);
  }

  #call(name: string): Point {
    const work = FUNCTIONS[name.toUpperCase()];
    if (work === undefined) throw new SyntaxError(`metric math: the rehearsal has no function ${name}`);
    this.#take("(");
    const values = [this.any()];
    while (this.#tokens[this.#at] === ",") {
      this.#at += 1;
      values.push(this.any());
    }
    this.#take(")");
    return work(values);
  }

  #take(token: string): void {
    if (this.#tokens[this.#at++] !== token) throw new SyntaxError(`metric math: "${token}" is missing`);
  }
}
