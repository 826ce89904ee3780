// Starts the demonstration once and runs the tests against it: node run.mjs
// With --screenshots DIR it takes pictures of every page instead.
//
// BELFRY_BIN is the binary; `cargo xtask test browser` sets it. The server must stop when it is told to, and never panic.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const START = 120_000;
const STOP = 10_000;

async function start(binary, data) {
  const server = spawn(binary, ["demo", "--json", "--listen", "127.0.0.1:0", "--data", data], { stdio: ["ignore", "pipe", "pipe"] });
  const said = [];
  createInterface({ input: server.stderr }).on("line", (line) => said.push(line));
  const ended = once(server, "exit");
  const listening = new Promise((resolve) => {
    createInterface({ input: server.stdout }).on("line", (line) => line.startsWith("{") && resolve(JSON.parse(line)));
  });
  const failed = ended.then(([code]) => Promise.reject(new Error(`the demonstration ended with ${code}:\n${said.slice(-20).join("\n")}`)));
  failed.catch(() => {});
  const site = await Promise.race([listening, failed, late(START, "the demonstration does not listen")]);
  return { server, site, said, ended };
}

function late(after, what) {
  return new Promise((_, reject) => setTimeout(() => reject(new Error(`${what} after ${after / 1000} s`)), after).unref());
}

async function stop({ server, said, ended }) {
  server.kill("SIGTERM");
  const [code, signal] = await Promise.race([ended, late(STOP, "the server did not stop")]).catch((why) => {
    server.kill("SIGKILL");
    throw why;
  });
  if (code !== 0) throw new Error(`the server stopped with ${code ?? signal}:\n${said.slice(-20).join("\n")}`);
  const panics = said.filter((line) => line.includes("panicked"));
  if (panics.length > 0) throw new Error(`the server panicked:\n${panics.join("\n")}`);
}

async function work(site, [flag, folder]) {
  const env = { ...process.env, BELFRY_SITE: JSON.stringify(site) };
  const tests = (await readdir(here)).filter((name) => name.endsWith(".test.mjs")).sort();
  const pictures = ["screenshots.mjs", folder];
  const words = flag === "--screenshots" ? pictures : ["--test", "--test-reporter=spec", "--test-concurrency=2", ...tests];
  const child = spawn(process.execPath, words, { cwd: here, env, stdio: "inherit" });
  const [code] = await once(child, "exit");
  return code ?? 1;
}

const binary = process.env.BELFRY_BIN;
if (!binary) throw new Error("BELFRY_BIN names no binary; run `cargo xtask test browser`");
const data = await mkdtemp(join(tmpdir(), "belfry-browser-"));
try {
  const demonstration = await start(binary, data);
  try {
    process.exitCode = await work(demonstration.site, process.argv.slice(2));
  } finally {
    await stop(demonstration);
  }
} finally {
  await rm(data, { recursive: true, force: true });
}
