import { join } from "node:path";
import { Child } from "./child.ts";
import { temporaryFolder } from "./temporary_folder.ts";

/**
 * A real rsyslogd that forwards kernel messages, by a rule that people put into `/etc/rsyslog.d/`.
 * Needs root, for the kernel's log.
 *
 * @param address `HOST:PORT` of whoever listens
 * @param rule by default: those with `IPT_ICMP` in them over UDP
 * @param reader `imklog` as on people's machines; `imkmsg` reads beside others of the kernel's log,
 * who take no line away from it, and begins with the oldest line there is
 */
export async function startRsyslogd(
  address: string,
  rule = `:msg, contains, "IPT_ICMP" @${address}`,
  reader: "imklog" | "imkmsg" = "imklog",
): Promise<AsyncDisposable> {
  await using stack = new AsyncDisposableStack();
  const { path } = stack.use(await temporaryFolder());
  const configuration = join(path, "rsyslog.conf");
  await Deno.writeTextFile(
    configuration,
    [
      `global(workDirectory="${path}")`,
      `module(load="${reader}")`,
      rule,
      "",
    ].join("\n"),
  );
  const command = ["rsyslogd", "-n", "-f", configuration, "-i", join(path, "pid")];
  const child = stack.use(Child.start("rsyslogd", command));
  // On dispose it is asked first: only then does it give the kernel's log back in order.
  stack.defer(async () => {
    if (child.running) await child.stop();
  });
  return stack.move();
}
