/**
 * Lines of a document that name another version of Deno than `.deno-version`, one sentence each.
 * What people copy from the README is then what the tests ran on.
 *
 * @param path project path of the document
 * @param version content of `.deno-version`, trimmed
 */
export function findOtherVersions(path: string, markdown: string, version: string): string[] {
  return markdown.split("\n").flatMap((text, index) =>
    [...text.matchAll(/\bdeno@(\d[\w.-]*\w)/g)]
      .filter((match) => match[1] !== version)
      .map((match) =>
        `${path}:${index + 1}: names deno@${match[1]}, but .deno-version says ${version}`
      )
  );
}
