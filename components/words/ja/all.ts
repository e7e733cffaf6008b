import { ja as account } from "./account.ts";
import { ja as agent_events } from "./agent_events.ts";
import { ja as agents } from "./agents.ts";
import { ja as alerts } from "./alerts.ts";
import { ja as audit } from "./audit.ts";
import { ja as enrol } from "./enrol.ts";
import { ja as entry } from "./entry.ts";
import { ja as errors } from "./errors.ts";
import { ja as matrix } from "./matrix.ts";
import { ja as notes } from "./notes.ts";
import { ja as path } from "./path.ts";
import { ja as reference } from "./reference.ts";
import { ja as refusals } from "./refusals.ts";
import { ja as rows } from "./rows.ts";
import { ja as seen } from "./seen.ts";
import { ja as sentences } from "./sentences.ts";
import { ja as settings } from "./settings.ts";
import { ja as setup } from "./setup.ts";
import { ja as status } from "./status.ts";
import { ja as tabs } from "./tabs.ts";
import { ja as targets } from "./targets.ts";
import { ja as tokens } from "./tokens.ts";
import { ja as users } from "./users.ts";
import { ja as watchers } from "./watchers.ts";

/** The rooms in Japanese that are not in `common.ts`: one file for browsers. */
export const japanese = {
  account,
  agent_events,
  agents,
  alerts,
  audit,
  enrol,
  entry,
  errors,
  matrix,
  notes,
  path,
  reference,
  refusals,
  rows,
  seen,
  sentences,
  settings,
  setup,
  status,
  tabs,
  targets,
  tokens,
  users,
  watchers,
};

export type Japanese = typeof japanese;
