// Asks recheck of each pattern whether an input can make it slow: a JSON array of {source, flags}
// in, an array of {status, complexity, attack} out. Run in a folder that has recheck of npm.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const require = createRequire(process.cwd() + "/");
const { checkSync } = require("recheck");
const out = [];
for (const { source, flags } of JSON.parse(readFileSync(0, "utf-8"))) {
  const found = checkSync(source, flags, { timeout: 20000 });
  out.push({
    status: found.status,
    complexity: found.complexity?.summary ?? "",
    attack: found.attack?.pattern ?? "",
    error: found.error?.kind ?? "",
  });
}
process.stdout.write(JSON.stringify(out));
