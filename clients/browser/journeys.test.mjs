// The journeys of journeys.mjs, without JavaScript and with it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { journeys } from "./journeys.mjs";
import { things } from "./pages.mjs";
import { Contexts, address, launch, looks, person, signIn } from "./site.mjs";

const RELOADS = 100;
let browser;
let contexts;
let exist;

before(async () => {
  browser = await launch();
  contexts = new Contexts(browser);
  exist = await things();
});
after(() => browser?.close());

/** Where links and buttons are looked for: in what the page is about, then in what stands around it. */
async function pick(page, role, name) {
  const inside = page.getByRole("main").getByRole(role, { name });
  return (await inside.count()) > 0 ? inside.first() : page.getByRole(role, { name }).first();
}

/** Fields may stand anywhere; those of the page itself come first. */
async function labelled(page, label) {
  const exact = page.getByRole("main").getByLabel(label, { exact: true });
  return (await exact.count()) > 0 ? exact.first() : page.getByRole("main").getByLabel(label).first();
}

const take = {
  follow: async (page, words) => (await pick(page, "link", words)).click(),
  press: async (page, words) => (await pick(page, "button", words)).click(),
  open: (page, words) => page.locator("summary").filter({ hasText: words }).first().click(),
  fill: async (page, label, text) => (await labelled(page, label)).fill(text),
  choose: async (page, label, words) => (await labelled(page, label)).selectOption({ label: words }),
  tick: async (page, label) => (await labelled(page, label)).check(),
  upload: async (page, label, file) => (await labelled(page, label)).setInputFiles(file),
  see: (page, words) => page.getByText(words).filter({ visible: true }).first().waitFor(),
  async go(page, path, status = 200) {
    const answer = await page.goto(address(path));
    assert.equal(answer.status(), status, "status");
  },
  async until(page, words) {
    for (let reload = 0; reload < RELOADS; reload += 1) {
      if ((await page.getByText(words).count()) > 0) return;
      await page.waitForTimeout(200);
      // The page reloads itself as well, and may do so at this moment.
      await page.reload().catch(() => {});
    }
    assert.fail(`never seen: ${words}`);
  },
};

/** Takes the steps one after the other, each person in a context of his own. */
async function walk({ as, steps }, mode) {
  const look = { ...looks.desk, javaScriptEnabled: mode === "with script" };
  const opened = [];
  const kept = {};
  const enter = async (name) => {
    opened.push(await contexts.open(name, look));
    return opened.at(-1).newPage();
  };
  try {
    let page = await enter(as);
    for (const [verb, ...words] of steps) {
      const said = words.map((word) => (typeof word === "function" ? word({ mode, things: exist, kept }) : word));
      try {
        if (verb === "as") page = await enter(said[0]);
        else if (verb === "keep") kept[said[0]] = new URL(page.url()).pathname;
        else await take[verb](page, ...said);
      } catch (why) {
        const step = [verb, ...said.map((word) => word?.name ?? word)].join(" ");
        throw new Error(`at ${page.url()}, step ${step}: ${why.message.split("\n")[0]}`);
      }
    }
  } finally {
    for (const context of opened) await context.close();
  }
}

async function inAndOut(mode) {
  const context = await contexts.open(undefined, { ...looks.desk, javaScriptEnabled: mode === "with script" });
  try {
    const page = await context.newPage();
    await signIn(page, person("pieter"));
    await page.locator("summary").filter({ hasText: /your menu/i }).click();
    await page.getByRole("button", { name: /sign out/i }).click();
    await page.getByText("You are signed out").first().waitFor();
    await page.goto(address("/threats/events"));
    assert.ok(page.url().includes("/sign-in"), "still signed in");
  } finally {
    await context.close();
  }
}

for (const mode of ["without script", "with script"]) {
  test(`sign in and out, ${mode}`, () => inAndOut(mode));
  for (const journey of journeys) test(`${journey.name}, ${mode}`, () => walk(journey, mode));
}
