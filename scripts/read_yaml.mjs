// Reads YAML documents as JavaScript's readers do: a JSON array of texts in, for each reader its
// results out. Run in a folder that has js-yaml and yaml: node read_yaml.mjs < texts.json
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const require = createRequire(process.cwd() + "/");
const jsYaml = require("js-yaml");
const yaml = require("yaml");
const texts = JSON.parse(readFileSync(0, "utf-8"));
const readers = {
  "js-yaml": (text) => jsYaml.load(text),
  "yaml 1.2": (text) => yaml.parse(text),
  "yaml 1.1": (text) => yaml.parse(text, { version: "1.1" }),
};
const out = {};
for (const [name, read] of Object.entries(readers)) {
  out[name] = texts.map((text) => {
    try {
      return { data: read(text) };
    } catch (error) {
      return { error: String(error) };
    }
  });
}
process.stdout.write(JSON.stringify(out));
