import { BlockList } from "node:net";
import { join } from "node:path";
import { readDefaultGateways } from "@/agent/libc/default_gateway.ts";
import { pingedOf, pingersOf } from "@/shared/traffic/own_pings.ts";
import { VERSION } from "@/shared/version.ts";
import type { RoundFrame } from "@/shared/wire/round_frame.ts";
import type { RequestInfo, RequestServices } from "./access.ts";
import { agentPlaces } from "./agent_places.ts";
import { Alerts } from "./alerts/alerts.ts";
import { channelSender } from "./alerts/send.ts";
import { AgentConnection, randomNonce } from "./agents/connection.ts";
import { AgentDoor } from "./agents/door.ts";
import { JsonConnection } from "./agents/json_connection.ts";
import { AgentRegistry } from "./agents/registry.ts";
import { auditLog } from "./audit/audit.ts";
import { auditExpiry } from "./audit/audit_expiry.ts";
import { BothSides } from "./both_sides/both_sides.ts";
import { accessRefusals, agentRefusals, logInRefusals } from "./audit/refusal_log.ts";
import { openAccounts } from "./accounts.ts";
import type { Config } from "./config.ts";
import { addCidr } from "./config_values.ts";
import { lockDataFolder, prepareDataFolder } from "./data_folder.ts";
import type { Domain, Sockets } from "./define.ts";
import { BEAT_MS } from "./domain/alerts.ts";
import { HttpDoor } from "./http_door.ts";
import { writeServerAddress } from "./address_file.ts";
import { certificateReload } from "./reload_certificate.ts";
import { machineAddresses, serverCertificate } from "./server_certificate.ts";
import { enrolLocalAgent, LocalAgent } from "./local_agent.ts";
import { Metrics } from "./metrics/metrics.ts";
import { processFigures } from "./process_figures.ts";
import { matrixSource } from "./live/matrix_source.ts";
import { Topic } from "./live/topic.ts";
import { TrafficSource } from "./live/traffic_source.ts";
import { viewerSockets } from "./live/viewer_sockets.ts";
import { Watchers } from "./live/watchers.ts";
import type { Log } from "./log.ts";
import { Results } from "./results/results.ts";
import { expiries, packHours, removeExpired } from "./retention.ts";
import { openThreadedStore } from "./store/threaded_store.ts";
import { recordSettings, settingsOf } from "./settings.ts";
import { SyslogIntake } from "./syslog_intake.ts";
import { suggestionsFor } from "./targets/suggestions.ts";
import { CentralTargetList } from "./targets/target_list.ts";
import { ReverseNames } from "./traffic/reverse_names.ts";
import { Traffic } from "./traffic/traffic.ts";
import { every } from "./every.ts";
import { watchedSockets } from "./watched_sockets.ts";

export interface ServerDeps {
  /** The built pages. */
  web: { fetch(request: Request, info: RequestInfo): Response | Promise<Response> };
  log: Log;
  /** Unix time in milliseconds. */
  now: () => number;
  hostname: () => string;
  /** Password of the first administrator, from the environment. */
  adminPassword: string | null;
}

export interface RunningServer {
  /** Where people and agents find it. */
  url: string;
  /** `HOST:PORT`, or `null` without syslog. */
  syslog: string | null;
  /** One-time link for the first administrator, or `null` when there is one. */
  setupUrl: string | null;
  /** Resolves when a part has died without which the server is of no use; never otherwise. */
  failed: Promise<Error>;
  /** Stops taking requests, finishes what is under way, closes the database. */
  close(): Promise<void>;
}

const TICK_MS = 1_000;
/** How soon a live view ends after its session. */
const WATCH_MS = 5_000;
const RETENTION_MS = 60_000;
const CERTIFICATE_MS = 10_000;
/** After a start, agents have this long to come back before their silence counts. */
const AGENTS_BACK_MS = 60_000;

/** The parts list: the one place where everything is joined. */
export async function startServer(config: Config, deps: ServerDeps): Promise<RunningServer> {
  const { log, now } = deps;
  const startedAtMs = now();
  await using stack = new AsyncDisposableStack();
  await prepareDataFolder(config.dataDir);
  stack.use(await lockDataFolder(config.dataDir));

  const databasePath = join(config.dataDir, "meshping.db");
  const store = await openThreadedStore(databasePath);
  stack.defer(() => store.close());
  const audit = auditLog(store.audit, now);

  const refusals = {
    agent: agentRefusals(audit, now),
    access: accessRefusals(audit, now),
    logIn: logInRefusals(audit, now),
  };
  const accounts = openAccounts({
    ...{ store, audit, now, limits: config.sessions, oidc: config.oidc },
    refusals: refusals.logIn,
  });
  const setupKey = await firstAdministrator(accounts, deps.adminPassword);
  if (!config.checkOnly) await recordSettings(store.audit, audit, config);

  const readCertificate = () =>
    serverCertificate({ config, now, hostname: deps.hostname, addresses: machineAddresses });
  let certificate = await readCertificate();

  let trafficSource: TrafficSource | null = null;
  const intake = await SyslogIntake.open({
    settings: {
      host: config.syslogHost,
      port: config.syslogPort,
      tls: certificate && config.syslogTlsPort !== null
        ? { port: config.syslogTlsPort, cert: certificate.cert, key: certificate.key }
        : null,
      allow: config.syslogAllow,
      zones: config.syslogZones,
      databasePath,
      geoipCity: config.geoipCity,
      geoipAsn: config.geoipAsn,
    },
    // What comes before the feed stands is stored, and the feed begins with it.
    onNews: ({ events, leftOut }) => trafficSource?.add(events, leftOut),
    log,
  });
  stack.defer(() => intake.close());

  const registry = await AgentRegistry.open({
    store: store.agents,
    audit,
    now,
    ca: () => certificate?.ca ?? null,
    placeOf: agentPlaces((address) => intake.locate(address)),
    denoVersion: Deno.version.deno,
  });
  const targets = await CentralTargetList.open({
    store: store.targets,
    audit,
    now,
    suggest: () => suggestionsFor(ownGateways(log)),
  });
  const results = await Results.open({
    store: store.rounds,
    targets: {
      current: () => targets.current(),
      targetIdsOf: (revision) => store.targets.targetIdsOf(revision),
    },
    agents: registry,
    now,
    onRound: (number, targetIds, frame) => metrics.addRound(number, targetIds, frame),
  });
  const forgetOld = () => {
    results.forgetOld();
    metrics.forgetOld();
  };
  targets.onChange(forgetOld);

  const stopSending = new AbortController();
  let pagesUrl = config.publicUrl;
  const alerts = await Alerts.open({
    store: store.alerts,
    audit,
    now,
    view: () => {
      const rows = results.matrixRows();
      return {
        ...rows,
        young: now() < startedAtMs + AGENTS_BACK_MS,
        percentilesUs: (agent, percentile) =>
          results.percentilesUs(agent, percentile, rows.targets),
      };
    },
    pause: () => new Promise((resolve) => setTimeout(resolve)),
    send: channelSender({ now, signal: stopSending.signal }),
    url: () => pagesUrl === null ? null : `${pagesUrl}/alerts`,
    logError: (message, error) => log("error", message, error),
  });
  stack.defer(() => (stopSending.abort(), alerts.close()));

  const traffic = new Traffic({ store: store.traffic, intake, now });
  trafficSource = new TrafficSource(
    {
      senders: () => traffic.senders(),
      counters: () => traffic.counters(),
      rate: () => traffic.rate(),
      now,
    },
    (await traffic.events({ limit: 200 })).events,
  );
  const topics = {
    matrix: new Topic(matrixSource(() => results.matrixRows())),
    traffic: new Topic(trafficSource),
  };
  stack.defer(() => Object.values(topics).forEach((topic) => topic.close()));

  const notReady = () => store.checkWritable().then(() => intake.failure, (error) => error.message);
  const metrics = new Metrics({
    matrix: () => results.matrixRows(),
    agents: () => registry.list(),
    targets: () => targets.current().targets,
    figures: async () => ({
      version: VERSION,
      startedAtMs,
      ...processFigures(),
      ready: await notReady() === null,
      agents: registry.list(),
      roundQueue: store.roundStatus(),
      topics,
      maxViewers: watchers.capacity,
      viewersTurnedAway: watchers.turnedAway,
      traffic: traffic.counters(),
      senders: traffic.senders(),
      alerts: alerts.counters(),
    }),
  });

  const lineDeps = {
    registry,
    refusals: refusals.agent,
    targets,
    keepRound: (number: number, frame: RoundFrame) => results.keepRound(number, frame),
    newNonce: randomNonce,
    now: () => Date.now(),
  };
  const agents = new AgentDoor({
    registry,
    onTargetsChange: (listener) => targets.onChange(listener),
    newLine: (socket, address, dialect) =>
      dialect === "json"
        ? new JsonConnection(socket, lineDeps, address)
        : new AgentConnection(socket, lineDeps, address, dialect === "local"),
    maxPerAddress: config.agentsPerAddress,
    monotonicMs: () => performance.now(),
    refused: (address, reason) => refusals.agent.refused(address, reason),
    logError: (message, error) => log("error", message, error),
  });
  stack.defer(() => agents.close());

  const names = new ReverseNames({
    ask: config.reverseDns
      ? (name, signal) => Deno.resolveDns(name, "PTR", { signal })
      : () => Promise.resolve([]),
    now,
  });
  const watchers = new Watchers();
  const domain: Domain = {
    version: VERSION,
    publicUrl: config.publicUrl,
    banner: config.banner,
    agents: registry,
    targets,
    results,
    traffic,
    bothSides: new BothSides({ results, store: store.sightings }),
    ...accounts,
    audit: {
      keepMs: config.auditRetentionMs,
      search: (filter, limit) => store.audit.searchAudit(filter, limit),
    },
    settings: settingsOf(config),
    now,
    alerts,
    metrics,
    watchers: () => watchers.list(),
    reverseNames: (address) => names.of(address),
    syslogPort: () => intake.port,
    notReady,
    roundStatus: () => store.roundStatus(),
  };
  const watch = watchedSockets(viewerSockets(topics, watchers));
  const sockets: Sockets = {
    jsonAgents: config.jsonAgents,
    agent: (open, address, dialect) => {
      if (agents.admits(address)) {
        agents.accept(open(), address, dialect);
        return true;
      }
      agents.refused(address, "too many agents are at the door");
      return false;
    },
    viewer: watch.admit,
    agentRefused: (address, reason) => agents.refused(address, reason),
  };

  const http = HttpDoor.open({
    config,
    certificate,
    reachableAs: machineAddresses()[0] ?? "127.0.0.1",
    trusted: blockListOf(config.trustProxy),
    fetch: (request, info, client) => {
      const services: RequestServices = { domain, sockets, refusals: refusals.access, ...client };
      return deps.web.fetch(request, Object.assign(info, { services }));
    },
    log,
  });
  stack.defer(() => http.close());
  const url = config.publicUrl ?? http.url;
  pagesUrl = url;
  const tellAddress = () =>
    writeServerAddress(config.dataDir, { url, ca: certificate?.ca ?? null });
  if (!config.checkOnly) await tellAddress();

  if (config.localAgent) {
    const inner = agents.openInnerDoor();
    stack.defer(() => inner.close());
    const stateDir = join(config.dataDir, "local-agent");
    const token = await enrolLocalAgent(registry, stateDir, inner.url);
    const name = deps.hostname();
    const agent = new LocalAgent({ serverUrl: inner.url, stateDir, token, name, log });
    stack.defer(() => agent.close());
  }

  const report = (error: unknown) => log("error", "a background job failed", error);
  stack.use(every(TICK_MS, report, () => Object.values(topics).forEach((topic) => topic.tick())));
  const tellMesh = () =>
    intake.knowMesh(
      pingersOf(registry.list(), ({ ref }) => registry.resolved(ref)),
      targets.current().targets.flatMap(pingedOf),
    );
  stack.use(every(TICK_MS, report, tellMesh));
  stack.use(every(WATCH_MS, report, watch.check));
  stack.use(every(TICK_MS, report, () => alerts.tick()));
  stack.use(every(BEAT_MS, report, () => alerts.beat()));
  if (certificate) {
    const reload = certificateReload({
      first: certificate,
      read: readCertificate,
      use: async (next) => {
        await http.useCertificate(next);
        certificate = next;
        await tellAddress();
      },
      log,
    });
    stack.use(every(CERTIFICATE_MS, report, reload));
  }
  const expireAudit = auditExpiry(store.audit, config.auditRetentionMs, now);
  stack.use(every(RETENTION_MS, report, async () => {
    for (const log of Object.values(refusals)) await log.flush();
    forgetOld();
    await packHours(store.rounds, now());
    await removeExpired(expiries(store), config, now());
    await expireAudit();
  }));

  // Everything is up: from here on it is closed by close(), last part first.
  const parts = stack.move();
  return {
    url,
    syslog: intake.address,
    setupUrl: setupKey === null ? null : `${url}/setup#${setupKey}`,
    failed: Promise.race([store.failed, intake.failed.then((reason) => new Error(reason))]),
    close: () => parts.disposeAsync(),
  };
}

/** Makes the first administrator, or the key of the link that lets a person become it. */
async function firstAdministrator(
  { auth, users }: ReturnType<typeof openAccounts>,
  password: string | null,
): Promise<string | null> {
  const key = await auth.openSetup();
  if (key === null || password === null) return key;
  await users.add("admin", "admin", password, "first start");
  return null;
}

function ownGateways(log: Log): string[] {
  try {
    return readDefaultGateways()
      .map(({ address, interfaceName }) =>
        address.startsWith("fe80:") ? `${address}%${interfaceName}` : address
      );
  } catch (error) {
    log("warning", `the default gateway is not known: ${(error as Error).message}`);
    return [];
  }
}

function blockListOf(cidrs: readonly string[]): BlockList {
  const list = new BlockList();
  for (const cidr of cidrs) addCidr(list, cidr);
  return list;
}
