import type { TrafficEvent } from "@/shared/traffic/event.ts";
import { type IntakeOptions, LineIntake } from "./line_intake.ts";
import { LineReader, type LineReaderOptions } from "./line_reader.ts";
import { SenderFields } from "./w3c_fields.ts";

/** For tests. */
export interface EventIntakeOptions extends Omit<IntakeOptions, "onBatch">, LineReaderOptions {
  onEvents: (events: TrafficEvent[]) => void | Promise<void>;
}

/** For tests: an intake whose batches are read in this thread. */
export function intakeOfEvents(options: EventIntakeOptions): LineIntake {
  const reader = new LineReader(options);
  const known = new SenderFields(10);
  return new LineIntake({
    ...options,
    onBatch: async (batch) => {
      const fields = batch.senders.map(({ address }) => known.of(address));
      const events: TrafficEvent[] = [];
      const take = (some: TrafficEvent[]) => void events.push(...some);
      const { learned, unparsed } = reader.read(batch, fields, take);
      for (const [sender, named] of learned) known.learn(sender, named);
      await options.onEvents(events);
      return { buffer: batch.buffer, unparsed };
    },
  });
}
