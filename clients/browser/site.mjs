// The running demonstration as the tests see it: its people, its API, a browser to open it in.
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const { url, people } = JSON.parse(process.env.BELFRY_SITE ?? '{"url":"","people":[]}');
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Rules of WCAG 2.2, levels A and AA. */
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** What axe only advises and we hold: whoever goes from landmark to landmark or from heading to heading can tell them apart. */
const MORE = Object.fromEntries(
  ["landmark-unique", "landmark-complementary-is-top-level", "heading-order"].map((rule) => [rule, { enabled: true }]),
);

/** How a page may be met. */
export const looks = {
  desk: { viewport: { width: 1280, height: 900 }, colorScheme: "light" },
  phone: { viewport: { width: 320, height: 640 }, colorScheme: "dark" },
};

export const address = (path) => new URL(path, url).href;

/** Someone of the cast, by given name. */
export function person(name) {
  const found = people.find((person) => person.email.startsWith(`${name}.`));
  if (!found) throw new Error(`nobody of the cast is "${name}"; there are: ${people.map((person) => person.email).join(", ")}`);
  return found;
}

/** The whole cast. */
export const everybody = () => people;

/** Small events of our own making, new each time, as a MISP file. */
export function eventFile(...titles) {
  const now = String(Math.floor(Date.now() / 1000));
  const same = { to_ids: true, timestamp: now, distribution: "5" };
  const attribute = (type, category, value) => ({ uuid: randomUUID(), type, category, value, ...same });
  const maker = { uuid: randomUUID(), name: "Harbour Water Works" };
  const response = titles.map((info) => ({
    Event: {
      uuid: randomUUID(),
      info,
      date: new Date().toISOString().slice(0, 10),
      threat_level_id: "2",
      analysis: "1",
      distribution: "1",
      published: true,
      timestamp: now,
      Orgc: maker,
      Tag: [{ name: "tlp:amber" }],
      Attribute: [
        attribute("domain", "Network activity", "meter-update.example"),
        attribute("ip-dst", "Network activity", "198.51.100.23"),
        attribute("sha256", "Payload delivery", "6f".repeat(32)),
      ],
    },
  }));
  return { name: "events.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify({ response })) };
}

/** Asks the API as someone. */
export async function ask(who, path) {
  const answer = await fetch(address(path), { headers: { authorization: `Bearer ${who.api_key}` } });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** The shell without the browser's own windows, which are pages too and take a third of its time. */
export function launch() {
  const executablePath = process.env.BELFRY_CHROMIUM ?? "/usr/bin/chromium-headless-shell";
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"] });
}

/** Fills the sign-in form as a person would. */
export async function signIn(page, who) {
  await page.goto(address("/sign-in"));
  await page.getByLabel(/e-?mail/i).fill(who.email);
  await page.getByLabel(/^password/i).fill(who.password);
  await page.getByRole("main").getByRole("button", { name: /^sign in/i }).click();
  await page.waitForURL((place) => place.pathname !== "/sign-in");
}

/** Contexts by person and look, signed in once each: a sign-in costs Argon2id. */
export class Contexts {
  #browser;
  #states = new Map();

  constructor(browser) {
    this.#browser = browser;
  }

  async open(name, look) {
    const reader = { locale: "en-GB", timezoneId: "Europe/Brussels", reducedMotion: "reduce" };
    const context = await this.#browser.newContext({ ...reader, ...look });
    context.setDefaultTimeout(20_000);
    if (name && !this.#states.has(name)) {
      const page = await context.newPage();
      await signIn(page, person(name));
      await page.close();
      this.#states.set(name, await context.cookies());
    } else if (name) {
      await context.addCookies(this.#states.get(name));
    }
    return context;
  }

  /** Tells a story on a page of its own, and closes what it was told in however it ends. */
  async tell(name, look, story) {
    const context = await this.open(name, look);
    try {
      await story(await context.newPage());
    } finally {
      await context.close();
    }
  }
}

/** What a page does that it must not: script errors, refused resources, requests to anyone else. Returns a list that fills. */
export function complaints(page) {
  const list = [];
  page.on("pageerror", (error) => list.push(`script: ${error.message}`));
  page.on("console", (message) => message.type() === "error" && list.push(`console: ${message.text()}`));
  page.on("request", (request) => {
    const asked = new URL(request.url());
    if (asked.protocol.startsWith("http") && asked.origin !== new URL(url).origin) list.push(`asks someone else: ${asked.href}`);
  });
  return list;
}

/**
 * What axe finds against the open page, a line each. Of a page that was looked at before, `again`, it need not fetch the stylesheets
 * once more: the rules about them do not depend on the look.
 */
export async function barriers(page, again = false) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe);
  const options = { runOnly: { type: "tag", values: RULES }, rules: MORE, resultTypes: ["violations"], preload: !again };
  const { violations } = await page.evaluate((wanted) => globalThis.axe.run(document, wanted), options);
  return violations.flatMap(({ id, help, nodes }) => nodes.slice(0, 5).map((node) => `${id}: ${help}: ${node.target.join(" ")}`));
}

/** How many pixels the open page is wider than the window. */
export const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
