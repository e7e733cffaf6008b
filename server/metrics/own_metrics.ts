import type { Agent, AgentStatus } from "@/shared/agent.ts";
import type { SenderHealth, TrafficCounters } from "@/shared/live/traffic.ts";
import type { AlertCounters } from "../domain/alerts.ts";
import type { RoundStatus } from "../domain/results.ts";
import { family, type Labels, type MetricType, type Sample } from "./exposition.ts";

/** Senders of syslog that are told of, the busiest first. */
const MAX_SENDERS = 200;

/** The server's own figures at one moment. */
export interface OwnFigures {
  version: string;
  startedAtMs: number;
  cpuSeconds: number;
  residentBytes: number;
  ready: boolean;
  agents: readonly Agent[];
  targets: number;
  rounds: number;
  /** Rounds that wait for the disk. */
  roundQueue: RoundStatus;
  topics: Record<string, { viewers: number; slowDropped: number }>;
  maxViewers: number;
  viewersTurnedAway: number;
  traffic: TrafficCounters;
  senders: readonly SenderHealth[];
  alerts: AlertCounters;
  pathsLeftOut: number;
  histogramBytes: number;
}

type Row = [name: string, type: MetricType, help: string, samples: Sample[]];

const one = (value: number, labels: Labels = {}): Sample[] => [[labels, value]];

/** Everything the server says of itself, in the Prometheus text format. */
export function ownText(figures: OwnFigures): string {
  const rows = [
    ...processRows(figures),
    ...agentRows(figures),
    ...queueRows(figures),
    ...trafficRows(figures),
  ];
  return rows.map((row) => family(...row)).join("");
}

const STATUSES: readonly AgentStatus[] = ["pending", "approved", "hold", "blacklisted"];

function processRows(figures: OwnFigures): Row[] {
  const { version, startedAtMs, cpuSeconds, residentBytes, ready } = figures;
  return [
    ["meshping_build_info", "gauge", "Version of the server.", one(1, { version })],
    [
      "process_start_time_seconds",
      "gauge",
      "Start of the server, Unix time.",
      one(startedAtMs / 1e3),
    ],
    ["process_cpu_seconds_total", "counter", "CPU time of the process.", one(cpuSeconds)],
    ["process_resident_memory_bytes", "gauge", "Memory of the process.", one(residentBytes)],
    [
      "meshping_ready",
      "gauge",
      "Whether the database takes writes and all is received.",
      one(+ready),
    ],
  ];
}

function agentRows({ agents, targets, rounds }: OwnFigures): Row[] {
  const known = agents.filter(({ id, status }) => id !== null && status === "approved");
  const of = (value: (agent: Agent) => number | null): Sample[] =>
    known.flatMap((agent) => {
      const is = value(agent);
      return is === null ? [] : [[{ agent: agent.id!, source: agent.name }, is]];
    });
  const byStatus = STATUSES.map((status): Sample => {
    return [{ status }, agents.filter((agent) => agent.status === status).length];
  });
  return [
    ["meshping_agents", "gauge", "Agents by what was decided about them.", byStatus],
    [
      "meshping_agent_connected",
      "gauge",
      "Whether an agent is connected.",
      of((a) => +a.connected),
    ],
    [
      "meshping_agent_buffered_rounds",
      "gauge",
      "Rounds that wait at the agent for an acknowledgement.",
      of((a) => a.health?.bufferedRounds ?? null),
    ],
    [
      "meshping_agent_dropped_rounds_total",
      "counter",
      "Rounds an agent threw away because its buffer was full.",
      of((a) => a.droppedRounds),
    ],
    [
      "meshping_agent_lag_seconds",
      "gauge",
      "Longest delay of a probe behind its time in the last round.",
      of((a) => a.health && a.health.lagMs / 1e3),
    ],
    [
      "meshping_agent_send_errors_total",
      "counter",
      "Packets that an agent's machine could not send.",
      of((a) => a.health?.sendErrors ?? null),
    ],
    ["meshping_targets", "gauge", "Targets on the list.", one(targets)],
    ["meshping_rounds_total", "counter", "Rounds that were kept.", one(rounds)],
  ];
}

function queueRows(figures: OwnFigures): Row[] {
  const { roundQueue, topics, maxViewers, alerts, pathsLeftOut, histogramBytes } = figures;
  const byTopic = (value: "viewers" | "slowDropped") =>
    Object.entries(topics).map(([topic, counts]): Sample => [{ topic }, counts[value]]);
  return [
    ["meshping_rounds_waiting", "gauge", "Rounds that wait for the disk.", one(roundQueue.waiting)],
    [
      "meshping_rounds_waiting_limit",
      "gauge",
      "Rounds that may wait.",
      one(roundQueue.mostWaiting),
    ],
    [
      "meshping_rounds_refused_total",
      "counter",
      "Rounds an agent was asked to send again because too many waited.",
      one(roundQueue.refused),
    ],
    ["meshping_viewers", "gauge", "Browsers that watch.", byTopic("viewers")],
    [
      "meshping_viewers_refused_total",
      "counter",
      "Browsers turned away because too many watched.",
      one(figures.viewersTurnedAway),
    ],
    ["meshping_viewers_limit", "gauge", "Browsers that may watch.", one(maxViewers)],
    [
      "meshping_viewers_dropped_total",
      "counter",
      "Browsers cut off because they could not follow.",
      byTopic("slowDropped"),
    ],
    ["meshping_alerts_firing", "gauge", "Alerts that fire.", one(alerts.firing)],
    [
      "meshping_alert_messages_waiting",
      "gauge",
      "Messages to channels that wait.",
      one(alerts.waiting),
    ],
    [
      "meshping_alert_messages_waiting_limit",
      "gauge",
      "Messages that may wait.",
      one(alerts.maxWaiting),
    ],
    ["meshping_alert_messages_sent_total", "counter", "Messages that arrived.", one(alerts.sent)],
    ["meshping_alert_messages_failed_total", "counter", "Tries that failed.", one(alerts.failed)],
    ["meshping_alert_messages_dropped_total", "counter", "Messages given up.", one(alerts.dropped)],
    ["meshping_paths_left_out", "gauge", "Paths that are not in this answer.", one(pathsLeftOut)],
    [
      "meshping_path_counts_bytes",
      "gauge",
      "Memory of the paths' histograms.",
      one(histogramBytes),
    ],
  ];
}

function trafficRows({ traffic, senders }: OwnFigures): Row[] {
  const { received, refused, dropped, kernelDropped, numbersLeftOut } = traffic;
  const busiest = [...senders].sort((a, b) => b.received - a.received).slice(0, MAX_SENDERS);
  const by = (value: (sender: SenderHealth) => number) =>
    busiest.map((sender): Sample => [{ sender: sender.address }, value(sender)]);
  return [
    ["meshping_syslog_received_total", "counter", "Lines that came in.", one(received)],
    [
      "meshping_syslog_refused_total",
      "counter",
      "Lines of senders that may not send.",
      one(refused),
    ],
    ["meshping_syslog_dropped_total", "counter", "Lines the full queue lost.", one(dropped)],
    [
      "meshping_syslog_kernel_dropped_total",
      "counter",
      "Datagrams the kernel's full buffer lost.",
      kernelDropped === null ? [] : one(kernelDropped),
    ],
    [
      "meshping_syslog_numbers_left_out_total",
      "counter",
      "Numbers in no graph, over 1,000 names in their minute.",
      one(numbersLeftOut),
    ],
    [
      "meshping_syslog_sender_received_total",
      "counter",
      "Lines of one sender.",
      by((s) => s.received),
    ],
    [
      "meshping_syslog_sender_unparsed_total",
      "counter",
      "Lines of one sender that no grammar understood.",
      by((s) => s.unparsed),
    ],
    [
      "meshping_syslog_sender_last_seen_seconds",
      "gauge",
      "When a sender's last line came, Unix time.",
      by((s) => s.lastSeenAtMs / 1e3),
    ],
  ];
}
