/** Query parameter that carries the build's id on addresses made by `asset()`. */
export const BUILD_KEY = "mp_v";
