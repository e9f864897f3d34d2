// Compiles app.scss and copies the scripts into onroll/web/static, whose content is committed.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { compile } from "sass";

const output = "../onroll/web/static";
const { css } = compile("app.scss", {
  loadPaths: [".", "node_modules"],
  quietDeps: true,
  style: "compressed",
});

mkdirSync(output, { recursive: true });
writeFileSync(`${output}/app.css`, css);
const copied = [
  "app.js", "icon.svg", "kept.js", "no-signal.html", "security-key.js", "visits.js", "visits-worker.js",
];
for (const file of copied) copyFileSync(file, `${output}/${file}`);
const library = readFileSync("node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js", "utf8");
writeFileSync(`${output}/govuk-frontend.min.js`, library.replace(/\/\/# sourceMappingURL.*/, ""));
