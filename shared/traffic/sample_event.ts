import type { TrafficEvent } from "./event.ts";

/** An event for tests: a line of text, changed by `part`. */
export function sampleEvent(part: Partial<TrafficEvent> = {}): TrafficEvent {
  return {
    receivedAtMs: 1_000,
    sentAtMs: null,
    kind: "text",
    sender: "192.0.2.1",
    host: null,
    app: null,
    severity: null,
    facility: null,
    src: null,
    dst: null,
    proto: null,
    icmpType: null,
    icmpCode: null,
    icmpId: null,
    icmpSeq: null,
    srcPort: null,
    dstPort: null,
    inIface: null,
    outIface: null,
    lengthBytes: null,
    http: null,
    place: null,
    raw: "a line",
    truncated: false,
    ...part,
  };
}
