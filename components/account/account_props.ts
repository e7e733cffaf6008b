/** The account of the person who looks at it, as the page gets it. */
export interface AccountProps {
  name: string;
  hasPassword: boolean;
  secondFactor: boolean;
  recoveryCodes: number;
  sessions: {
    id: number;
    current: boolean;
    createdAtMs: number;
    lastUsedAtMs: number;
    address: string;
    userAgent: string;
  }[];
}

/** Which form was refused, and why. */
export type FormProblem = { where: string; message: string } | null;
