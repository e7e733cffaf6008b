import type { ComponentChildren } from "preact";
import { Visible } from "@/components/text/Visible.tsx";
import { shellWords } from "@/components/words/shell.ts";
import { Mark } from "./Brand.tsx";
import { LanguageSwitch } from "./LanguageSwitch.tsx";

interface BarProps {
  /** Path of the page, for the mark of where one is. */
  path: string;
  /** Who is logged in; `null` when an error page does not know. */
  person: { name: string; role: "viewer" | "operator" | "admin" } | null;
  /** Controls that belong to every page. */
  children: ComponentChildren;
}

/** The top of every page. */
export function Bar({ path, person, children }: BarProps) {
  const words = shellWords();
  const places: [string, string, boolean][] = [
    [words.matrix, "/", path === "/" || path.startsWith("/mesh/")],
    [words.traffic, "/traffic", path.startsWith("/traffic")],
    [words.alerts, "/alerts", path.startsWith("/alerts")],
  ];
  if (person && person.role !== "viewer") {
    places.push([words.admin, "/admin", path.startsWith("/admin")]);
  }
  return (
    <header class="bar">
      <a class="skip" href="#content">{words.skip}</a>
      <a class="brand" href="/">
        <Mark />Meshping
      </a>
      <nav class="nav" aria-label={words.main}>
        {places.map(([name, href, here]) => (
          <a href={href} aria-current={here ? "page" : undefined}>{name}</a>
        ))}
      </nav>
      {person && (
        <form class="find" method="get" action="/traffic/ip" role="search">
          <input
            class="input lookup"
            type="search"
            name="ip"
            placeholder={words.lookUp}
            aria-label={words.lookUp}
            aria-keyshortcuts="/"
            maxLength={200}
          />
        </form>
      )}
      <div class="push">
        <div class="wide">
          <LanguageSwitch quiet />
        </div>
        {children}
        {person && (
          <>
            <a class="who" href="/account">
              <Visible text={person.name} /> · {words.roles[person.role]}
            </a>
            <form method="post" action="/logout">
              <button type="submit" class="btn quiet">{words.logOut}</button>
            </form>
          </>
        )}
      </div>
    </header>
  );
}
