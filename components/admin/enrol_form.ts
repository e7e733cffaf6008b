/** What was typed into the form of a token, to keep it beside an error. */
export interface EnrolForm {
  name: string;
  uses: string;
  /** One of {@linkcode EXPIRIES}. */
  expires: string;
  preApproved: boolean;
}

/** What the form asks for. */
export interface EnrolRequest {
  name: string | undefined;
  uses: number;
  /** Milliseconds. */
  expiresInMs: number;
  preApproved: boolean;
}

const MINUTE_MS = 60_000, HOUR_MS = 3_600_000, DAY_MS = 86_400_000;

/** Lives of a token to choose from, in milliseconds. */
export const EXPIRIES: Record<string, number> = {
  "15m": 15 * MINUTE_MS,
  "1h": HOUR_MS,
  "8h": 8 * HOUR_MS,
  "1d": DAY_MS,
  "7d": 7 * DAY_MS,
  "30d": 30 * DAY_MS,
};
export const MOST_USES = 10_000;
export const EMPTY_FORM: EnrolForm = { name: "", uses: "1", expires: "1h", preApproved: false };

/** The form as it was sent. */
export function typedIn(form: FormData): EnrolForm {
  const text = (name: string, fallback: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value : fallback;
  };
  return {
    name: text("name", EMPTY_FORM.name),
    uses: text("uses", EMPTY_FORM.uses),
    expires: text("expires", EMPTY_FORM.expires),
    preApproved: form.get("pre_approved") !== null,
  };
}

/** What a form asks for; throws a `RangeError` that says what is wrong. */
export function requestOf({ name, uses: typed, expires, preApproved }: EnrolForm): EnrolRequest {
  const uses = /^\d{1,6}$/.test(typed.trim()) ? Number(typed) : NaN;
  if (!(uses >= 1 && uses <= MOST_USES)) {
    throw new RangeError(`A token is for 1 to ${MOST_USES} agents.`);
  }
  if (!Object.hasOwn(EXPIRIES, expires)) {
    throw new RangeError(`A token ends after ${Object.keys(EXPIRIES).join(", ")}.`);
  }
  return { name: name.trim() || undefined, uses, expiresInMs: EXPIRIES[expires], preApproved };
}
