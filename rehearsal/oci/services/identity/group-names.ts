/** Whether a policy's name for a dynamic group means this group. Without a domain it means the default one, as here. */
export function sameGroup(named: string, group: string): boolean {
  const bare = /^default\/(.*)$/i.exec(named)?.[1] ?? named;
  return bare.toLowerCase() === group.toLowerCase();
}
