// The running demonstration as the tests see it: its people, its API, a browser to open it in.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const { url, people } = JSON.parse(process.env.BELFRY_SITE ?? '{"url":"","people":[]}');
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Rules of WCAG 2.2, levels A and AA. */
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** How a page may be met. */
export const looks = {
  desk: { viewport: { width: 1280, height: 900 }, colorScheme: "light" },
  phone: { viewport: { width: 320, height: 640 }, colorScheme: "dark" },
};

export const address = (path) => new URL(path, url).href;

/** Someone of the cast, by a word of the role. */
export function person(role) {
  const found = people.find((person) => person.role.toLowerCase().includes(role));
  if (!found) throw new Error(`nobody of the cast is "${role}"; there are: ${people.map((person) => person.role).join(", ")}`);
  return found;
}

/** Asks the API as someone. */
export async function ask(who, path) {
  const answer = await fetch(address(path), { headers: { authorization: `Bearer ${who.api_key}` } });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

export function launch() {
  const executablePath = process.env.BELFRY_CHROMIUM ?? "/usr/bin/chromium";
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

  async open(role, look) {
    const reader = { locale: "en-GB", timezoneId: "Europe/Brussels", reducedMotion: "reduce" };
    const context = await this.#browser.newContext({ ...reader, ...look });
    context.setDefaultTimeout(10_000);
    if (role && !this.#states.has(role)) {
      const page = await context.newPage();
      await signIn(page, person(role));
      await page.close();
      this.#states.set(role, await context.cookies());
    } else if (role) {
      await context.addCookies(this.#states.get(role));
    }
    return context;
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

/** What axe finds against the open page, a line each. */
export async function barriers(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: { type: "tag", values: tags } }), RULES);
  return violations.flatMap(({ id, help, nodes }) => nodes.slice(0, 5).map((node) => `${id}: ${help}: ${node.target.join(" ")}`));
}

/** How many pixels the open page is wider than the window. */
export const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
