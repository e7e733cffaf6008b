import { formatUtc } from "@/components/text/format.ts";
import { formatMoment } from "@/components/text/moment_text.ts";

/** The lines over a chart's tooltip: the time where the reader is, and in UTC. */
export const bothTimes = (atMs: number): string[] => [formatMoment(atMs), formatUtc(atMs)];
