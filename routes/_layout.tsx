import FindKey from "@/islands/FindKey.tsx";
import LocalTimes from "@/islands/LocalTimes.tsx";
import ThemeSwitch from "@/islands/ThemeSwitch.tsx";
import TroubleWatch from "@/islands/TroubleWatch.tsx";
import { readAppearance } from "@/components/shell/appearance.ts";
import { Bar } from "@/components/shell/Bar.tsx";
import { Foot } from "@/components/shell/Foot.tsx";
import { define } from "@/server/define.ts";

export default define.layout(function Layout({ Component, req, url, state }) {
  // An error page may be shown before the middleware has said who asks.
  const person = state.person ?? null, version = state.domain?.version ?? null;
  const appearance = readAppearance(req.headers.get("cookie"), url.searchParams);
  return (
    <>
      <Bar path={url.pathname} person={person}>
        <ThemeSwitch appearance={appearance} />
        {person && <FindKey />}
      </Bar>
      {person && <TroubleWatch trouble={state.domain.roundStatus().trouble} />}
      <Component />
      <Foot version={version} />
      <LocalTimes />
    </>
  );
});
