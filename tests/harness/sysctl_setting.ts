/** Sets a file below `/proc/sys` and puts the old value back in the end. */
export async function sysctlSetting(name: string, value: string): Promise<AsyncDisposable> {
  const path = `/proc/sys/${name.replaceAll(".", "/")}`;
  const before = await Deno.readTextFile(path);
  await Deno.writeTextFile(path, value);
  return { [Symbol.asyncDispose]: () => Deno.writeTextFile(path, before) };
}
