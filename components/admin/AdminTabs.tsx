import { tabsWords } from "@/components/words/tabs.ts";

type Role = "viewer" | "operator" | "admin";

/** Every page of the administration: where it is, and who may open it. */
const TABS = [
  { name: "agents", href: "/admin", role: "operator" },
  { name: "targets", href: "/admin/targets", role: "operator" },
  { name: "setup", href: "/admin/setup", role: "operator" },
  { name: "users", href: "/admin/users", role: "admin" },
  { name: "tokens", href: "/admin/tokens", role: "admin" },
  { name: "audit", href: "/admin/audit", role: "admin" },
  { name: "settings", href: "/admin/settings", role: "admin" },
  { name: "watchers", href: "/admin/watchers", role: "admin" },
] as const;

interface AdminTabsProps {
  here: typeof TABS[number]["name"];
  /** Agents that wait for a decision. */
  waiting: number;
  /** Of the person who looks. */
  role: Role;
}

/** The pages of the administration. */
export function AdminTabs({ here, waiting, role }: AdminTabsProps) {
  const words = tabsWords();
  const tabs = TABS.filter((tab) => tab.role === "operator" || role === "admin");
  return (
    <div class="head tabs">
      <h1>{words.title}</h1>
      <nav class="nav" aria-label={words.title}>
        {tabs.map(({ name, href }) => (
          <a key={name} href={href} aria-current={here === name ? "page" : undefined}>
            {words.names[name]}{" "}
            {name === "agents" && waiting > 0 && <span class="faint">{words.wait(waiting)}</span>}
          </a>
        ))}
      </nav>
    </div>
  );
}
