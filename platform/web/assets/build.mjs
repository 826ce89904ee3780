// Bundles what the pages load: one style sheet, one script, the type, a sprite of icons, the mark. Lays the type ready for paper.
// Every file gets its content's hash in its name (so a browser may keep it for ever) and, if it is text, a .br and a .gz
// beside it. manifest.json maps the plain names to the hashed ones; src/assets.rs reads it.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "..", "dist");
const manifest = {};

function place(name, bytes) {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 10);
  const hashed = `${basename(name, extname(name))}-${hash}${extname(name)}`;
  writeFileSync(join(dist, hashed), bytes);
  manifest[name] = hashed;
}

/** One `<symbol id="i-NAME">` per line of icons/list.txt: `NAME` or `NAME = TABLER-NAME`. */
function sprite() {
  const outline = join(here, "node_modules/@tabler/icons/icons/outline");
  const lines = readFileSync(join(here, "icons/list.txt"), "utf8").split("\n");
  const symbols = lines.map((line) => line.replace(/#.*/, "").trim()).filter(Boolean).map((line) => {
    const [name, source = name] = line.split("=").map((part) => part.trim());
    const drawing = readFileSync(join(outline, `${source}.svg`), "utf8")
      .replace(/<!--[\s\S]*?-->/g, "")
      .match(/<svg[^>]*>([\s\S]*)<\/svg>/)[1]
      .replace(/<path[^>]*d="M0 0h24v24H0z"[^>]*\/>/, "")
      .replace(/\s*\n\s*/g, "");
    return `<symbol id="i-${name}" viewBox="0 0 24 24">${drawing}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`;
}

/** What the licences of the type and the icons ask to be handed on with them. */
function licences() {
  const named = [
    ["@fontsource-variable/ibm-plex-sans", "LICENSE"],
    ["@expo-google-fonts/ibm-plex-sans", "LICENSE_FONT"],
    ["@tabler/icons", "LICENSE"],
  ];
  const texts = named.map(([name, file]) => {
    const text = readFileSync(join(here, "node_modules", name, file), "utf8").trim();
    return `${name}\n${"=".repeat(name.length)}\n\n${text}\n`;
  });
  return texts.join("\n\n");
}

/** The same type for paper: what platform/typeset sets reports in. */
function paper() {
  const from = join(here, "node_modules/@expo-google-fonts/ibm-plex-sans");
  const to = join(here, "..", "..", "typeset", "fonts");
  mkdirSync(to, { recursive: true });
  const faces = { regular: "400Regular", italic: "400Regular_Italic", bold: "600SemiBold", "bold-italic": "600SemiBold_Italic" };
  for (const [name, face] of Object.entries(faces)) {
    writeFileSync(join(to, `${name}.ttf`), readFileSync(join(from, face, `IBMPlexSans_${face}.ttf`)));
  }
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
paper();

const result = await build({
  absWorkingDir: here,
  entryPoints: ["css/belfry.css", "js/belfry.js"],
  outdir: dist,
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  publicPath: "/assets",
  loader: { ".woff2": "file" },
  bundle: true,
  minify: true,
  metafile: true,
  format: "esm",
  target: ["chrome123", "firefox121", "safari17.5"],
  legalComments: "none",
  logLevel: "warning",
});
for (const [path, output] of Object.entries(result.metafile.outputs)) {
  const plain = output.entryPoint ? basename(output.entryPoint) : basename(Object.keys(output.inputs)[0]);
  manifest[plain] = basename(path);
}

place("licences.txt", Buffer.from(licences()));
place("icons.svg", Buffer.from(sprite()));
for (const name of ["mark.svg", "favicon.svg"]) place(name, readFileSync(join(here, "icons", name)));

for (const name of readdirSync(dist).filter((name) => /\.(css|js|svg|txt)$/.test(name))) {
  const bytes = readFileSync(join(dist, name));
  const best = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } };
  writeFileSync(join(dist, `${name}.br`), brotliCompressSync(bytes, best));
  writeFileSync(join(dist, `${name}.gz`), gzipSync(bytes, { level: 9 }));
}
const sorted = Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(join(dist, "manifest.json"), `${JSON.stringify(sorted, null, 2)}\n`);
for (const [name, hashed] of Object.entries(sorted)) {
  console.log(`${name.padEnd(44)} ${hashed.padEnd(56)} ${readFileSync(join(dist, hashed)).length} bytes`);
}
