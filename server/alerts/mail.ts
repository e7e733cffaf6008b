import { createTransport } from "nodemailer";
import type { Channel } from "@/shared/alerts.ts";
import type { AlertMessage } from "../domain/alerts.ts";
import { headline, lines } from "./alert_words.ts";
import { resolveChecked } from "./public_address.ts";

export type MailChannel = Extract<Channel, { kind: "email" }>;

/** Time for the connection, for the greeting, and between two answers. */
const STEP_MS = 10_000;

/**
 * Sends one mail over SMTP.
 * @throws {Error} that says what the server or the network said
 */
export async function sendMail(channel: MailChannel, message: AlertMessage): Promise<void> {
  const { host, port, tls, user, secret, from, to, allow_private } = channel;
  const { address } = await resolveChecked(host, allow_private);
  const transport = createTransport({
    host: address,
    port,
    secure: tls === "tls",
    requireTLS: tls === "starttls",
    ignoreTLS: tls === "none",
    // The certificate is for the name, though the connection is to the address that was checked.
    tls: { servername: host },
    auth: user ? { user, pass: secret ?? "" } : undefined,
    connectionTimeout: STEP_MS,
    greetingTimeout: STEP_MS,
    socketTimeout: STEP_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({
      from,
      to,
      subject: headline(message),
      text: lines(message).join("\n") + "\n",
      headers: { "Auto-Submitted": "auto-generated" },
    });
  } finally {
    transport.close();
  }
}
