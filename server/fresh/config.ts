/** What `new App()` takes: the part of Fresh's configuration that this layer has. */
export interface FreshConfig {
  mode?: "development" | "production";
}

/** The configuration that `ctx.config` shows. */
export interface ResolvedFreshConfig {
  /** Root folder of the project, set by the build. */
  root: string;
  /** Always empty: serving below a path prefix is left out. */
  readonly basePath: string;
  mode: "development" | "production";
}
