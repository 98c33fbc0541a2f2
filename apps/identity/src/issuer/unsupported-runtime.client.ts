/* eslint-disable no-console -- it is the console's own warning that is held back here */
// oidc-provider warns at loading that it wants Node 22. It works on Node 20, as this repository's tests show, and the
// line would be the first thing that a newcomer sees. Imported before oidc-provider; every other warning passes.
const warn = console.warn.bind(console);

console.warn = (...parts: unknown[]): void => {
  if (!String(parts[0]).includes('oidc-provider WARNING: Unsupported runtime')) warn(...parts);
};
