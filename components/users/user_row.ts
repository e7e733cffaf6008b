/** A user as the page gets it. */
export interface UserRow {
  id: number;
  name: string;
  role: "viewer" | "operator" | "admin";
  status: "active" | "invited" | "disabled";
  external: boolean;
  secondFactor: boolean;
  createdAtMs: number;
  lastUsedAtMs: number | null;
}

export const ROLE_NAMES = ["viewer", "operator", "admin"] as const;
