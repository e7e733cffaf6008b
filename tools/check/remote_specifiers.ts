/** The part of `deno.json` that says where code comes from. */
export interface CodeSources {
  imports?: Record<string, string>;
  scopes?: Record<string, Record<string, string>>;
}

/**
 * Entries of an import map that are neither files of the project nor packages of npm, one sentence
 * each. The project must run where npm is the only registry that answers.
 */
export function findRemoteSpecifiers({ imports = {}, scopes = {} }: CodeSources): string[] {
  const maps = [["imports", imports] as const, ...Object.entries(scopes)];
  return maps.flatMap(([where, map]) =>
    Object.entries(map)
      .filter(([, target]) => !/^(npm:|node:|\.{1,2}\/)/.test(target))
      .map(([name, target]) =>
        `deno.json: "${name}" in ${where} points at "${target}"; use npm: or a file of the project`
      )
  );
}
