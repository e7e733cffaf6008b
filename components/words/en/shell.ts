/** What stands on every page. */
export const en = {
  matrix: "Matrix",
  traffic: "Traffic",
  alerts: "Alerts",
  admin: "Admin",
  main: "Main",
  skip: "Skip to the content",
  lookUp: "Look up an address",
  logOut: "Log out",
  language: "Language",
  theme: "Theme",
  themes: { system: "System", light: "Light", dark: "Dark" },
  colours: "Colours of states",
  colourNames: { usual: "Okabe–Ito", classic: "Classic", mono: "Monochrome" },
  geolocation: "IP Geolocation by DB-IP",
  roles: { viewer: "viewer", operator: "operator", admin: "admin" },
};
