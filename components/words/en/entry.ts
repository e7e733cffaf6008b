/** What one reads before one is inside: log-in and first set-up. */
export const en = {
  logIn: "Log in",
  setUp: "Set up",
  name: "Name",
  password: "Password",
  nobodyYet:
    "Nobody can log in yet: open the one-time link that the server printed when it started.",
  forgot:
    "Forgot it? An administrator can give you a link to set a new one. Whoever runs the server can do it there:",
  joined: "The new password is set. Log in with it.",
  provider: "Log in with single sign-on",
  code: "Code",
  codeHint: "The six digits your authenticator shows, or a recovery code",
  startAgain: "Start again.",
  noCode: "Without authenticator and recovery codes, an administrator can let you in.",
  setPassword: "Set your password",
  linkOnce: "This link works once, for a day. All your log-ins elsewhere end.",
  newPassword: "New password",
  phrase: (characters: number) => `At least ${characters} characters; a long phrase is best`,
  setIt: "Set it",
  tryAgain: "Try again",
  key: "Key: what stands behind # in the link",
  firstAccount: "Make the first account",
  worksOnce: "It is an administrator's. This link works once.",
  atLeast: (characters: number) => `At least ${characters} characters`,
  make: "Make it and log in",
  tooShort: (characters: number) => `The password needs at least ${characters} characters.`,
};
