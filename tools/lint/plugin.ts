import { dlopenInLibc } from "./dlopen_in_libc.ts";
import { importDirection } from "./import_direction.ts";
import { noRemoteSpecifier } from "./no_remote_specifier.ts";
import { sharedIsPure } from "./shared_is_pure.ts";
import { sqlInStore } from "./sql_in_store.ts";
import { visibleWords } from "./visible_words.ts";

/** The project's own lint rules; `deno.json` names this file under `lint.plugins`. */
export default {
  name: "meshping",
  rules: {
    "import-direction": importDirection,
    "shared-is-pure": sharedIsPure,
    "dlopen-in-libc": dlopenInLibc,
    "sql-in-store": sqlInStore,
    "no-remote-specifier": noRemoteSpecifier,
    "visible-words": visibleWords,
  },
} satisfies Deno.lint.Plugin;
