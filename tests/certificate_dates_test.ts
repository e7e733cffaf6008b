import { makeAuthority, makeLeaf } from "../server/tls/authority.ts";
import { decodeToken, encodeToken } from "@/shared/wire/enrolment_token.ts";
import { AgentProcess } from "./harness/agent_process.ts";
import { enrol } from "./harness/api.ts";
import { ServerProcess } from "./harness/server_process.ts";
import { TlsFront } from "./harness/tls_front.ts";

const DAY_MS = 86_400_000;

Deno.test("an agent says what is wrong with a certificate's dates, and goes on when a good one comes", async () => {
  const nowMs = Date.now();
  const authority = await makeAuthority(nowMs - 1_000 * DAY_MS);
  const leafOf = (madeAtMs: number) => makeLeaf(authority, ["127.0.0.1"], madeAtMs);
  await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
  await using front = new TlsFront(Number(new URL(server.url).port));
  await front.show(await leafOf(nowMs));
  const token = encodeToken({
    ...decodeToken(await enrol(await server.admin(), true)),
    url: `https://127.0.0.1:${front.port}`,
    ca: authority.cert,
  });
  await using agent = await AgentProcess.start({ token, name: "dates" });
  await agent.child.line("stderr", /agent_1 is approved[^]*probing/);

  await front.show(await leafOf(nowMs - 900 * DAY_MS));
  await agent.child.line(
    "stderr",
    /no connection.*the server's certificate expired on 20\d\d-\d\d/,
  );
  await front.show(await leafOf(nowMs + 90 * DAY_MS));
  await agent.child.line(
    "stderr",
    /no connection.*the server's certificate is not valid before 20\d\d-\d\d-\d\d.*clock/,
  );
  await front.show(await leafOf(nowMs));
  await agent.child.line("stderr", /not valid before[^]*probing \d+ targets/);
});
