/** Where packages are unpacked that cannot be installed beside the others. */
const CACHE = "/var/cache/meshping-tests";

/**
 * The root that a package has when it is unpacked for the tests alone, with the libraries that the
 * machine lacks for it.
 */
export const unpackedRoot = (debianPackage: string): string => `${CACHE}/${debianPackage}`;

/**
 * The commands that download a package, and what it depends on and the machine lacks, and unpack
 * them: nothing is installed, removed or started. The program of the package itself is unpacked
 * after its libraries, so that it is there only when all of it is.
 */
export function unpackCommands(debianPackage: string): string[][] {
  const root = unpackedRoot(debianPackage);
  const archives = `${root}/archives`;
  return [
    // `partial` is apt's own, and it does not make it.
    ["mkdir", "-p", `${archives}/partial`],
    [
      ...["apt-get", "install", "-y", "--no-install-recommends", "--download-only"],
      ...["-o", `Dir::Cache::archives=${archives}`, debianPackage],
    ],
    ["sh", "-ec", `for deb in ${archives}/*.deb; do dpkg-deb -x "$deb" ${root}; done`],
    ["rm", "-r", archives],
  ];
}
