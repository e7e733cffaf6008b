/**
 * `fresh/dev`: the build. Fresh's development server (`Builder.listen()`) is
 * left out: build again and restart.
 *
 * @module
 */
export { Builder, type BuildOptions } from "./build/builder.ts";
export { BuildError } from "./build/build_error.ts";
