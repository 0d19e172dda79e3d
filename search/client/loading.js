// The search itself, loaded when somebody first needs it.

let module;
let failures = 0;

/** The module search.js. After a failure the next call tries again, under a new address: some browsers remember the
 *  failure of the old one for as long as the page is open. */
export function engine() {
  module ??= import(failures === 0 ? "./search.js" : `./search.js?again=${failures}`).catch((error) => {
    module = undefined;
    failures += 1;
    throw error;
  });
  return module;
}
