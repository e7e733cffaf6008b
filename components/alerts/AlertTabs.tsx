import { alertsWords } from "@/components/words/alerts.ts";

const TABS = [
  { name: "now", href: "/alerts", role: "viewer" },
  { name: "rules", href: "/alerts/rules", role: "viewer" },
  { name: "windows", href: "/alerts/windows", role: "viewer" },
  { name: "channels", href: "/alerts/channels", role: "admin" },
] as const;

interface AlertTabsProps {
  here: typeof TABS[number]["name"];
  role: "viewer" | "operator" | "admin";
}

/** The pages of alerts. */
export function AlertTabs({ here, role }: AlertTabsProps) {
  const words = alertsWords();
  return (
    <div class="head tabs">
      <h1>{words.title}</h1>
      <nav class="nav" aria-label={words.title}>
        {TABS.filter((tab) => tab.role === "viewer" || role === "admin").map(({ name, href }) => (
          <a key={name} href={href} aria-current={here === name ? "page" : undefined}>
            {words.tabs[name]}
          </a>
        ))}
      </nav>
    </div>
  );
}
