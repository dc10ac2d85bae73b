/**
 * The sizes of a Fargate task.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#task_size
 */
const GIB = 1024;

/** From and to, and the step between them, in MiB, by CPU units. */
const MEMORY: ReadonlyMap<
  number,
  { readonly values?: readonly number[]; readonly range?: readonly [number, number, number] }
> = new Map([
  [256, { values: [512, GIB, 2 * GIB] }],
  [512, { range: [GIB, 4 * GIB, GIB] }],
  [1024, { range: [2 * GIB, 8 * GIB, GIB] }],
  [2048, { range: [4 * GIB, 16 * GIB, GIB] }],
  [4096, { range: [8 * GIB, 30 * GIB, GIB] }],
  [8192, { range: [16 * GIB, 60 * GIB, 4 * GIB] }],
  [16384, { range: [32 * GIB, 120 * GIB, 8 * GIB] }],
]);

/** Whether Fargate has tasks of so many CPU units and MiB. */
export function isFargateSize(cpu: number, memory: number): boolean {
  const { values, range } = MEMORY.get(cpu) ?? {};
  if (values !== undefined) return values.includes(memory);
  if (range === undefined) return false;
  const [from, to, step] = range;
  return memory >= from && memory <= to && (memory - from) % step === 0;
}

/** `256` and `0.25 vCPU` are 256 CPU units; undefined where the text is neither. */
export function cpuUnits(text: string): number | undefined {
  const [, number, unit] = /^(\d+(?:\.\d+)?)\s*(vcpu)?$/i.exec(text) ?? [];
  return number === undefined ? undefined : Number(number) * (unit === undefined ? 1 : 1024);
}

/** `512` and `0.5 GB` are 512 MiB; undefined where the text is neither. */
export function memoryMib(text: string): number | undefined {
  const [, number, unit] = /^(\d+(?:\.\d+)?)\s*(gb)?$/i.exec(text) ?? [];
  return number === undefined ? undefined : Number(number) * (unit === undefined ? 1 : GIB);
}
