// The journeys of journeys.mjs, without JavaScript and with it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { journeys } from "./journeys.mjs";
import { Contexts, address, launch, looks, person, signIn } from "./site.mjs";

const RELOADS = 100;
let browser;
let contexts;

before(async () => {
  browser = await launch();
  contexts = new Contexts(browser);
});
after(() => browser?.close());

/** The part of the page that is about the page's own subject. */
const main = (page) => page.getByRole("main");

const take = {
  go: (page, path) => page.goto(address(path)),
  follow: (page, words) => main(page).getByRole("link", { name: words }).first().click(),
  press: (page, words) => main(page).getByRole("button", { name: words }).first().click(),
  fill: (page, label, text) => main(page).getByLabel(label).first().fill(text),
  choose: (page, label, words) => main(page).getByLabel(label).first().selectOption({ label: words }),
  tick: (page, label) => main(page).getByLabel(label).first().check(),
  upload: (page, label, file) => main(page).getByLabel(label).first().setInputFiles(file),
  see: (page, words) => page.getByText(words).first().waitFor(),
  async until(page, words) {
    for (let reload = 0; reload < RELOADS; reload += 1) {
      if ((await page.getByText(words).count()) > 0) return;
      await page.waitForTimeout(200);
      await page.reload();
    }
    assert.fail(`never seen: ${words}`);
  },
  "open-first": (page) => main(page).locator('a[href^="/threats/events/"]:not([href$="/new"])').first().click(),
};

async function walk(page, steps, mode) {
  for (const [verb, ...words] of steps) {
    const said = words.map((word) => (typeof word === "function" ? word({ mode }) : word));
    try {
      const answer = await take[verb](page, ...said);
      if (verb === "go") assert.ok(answer.status() < 400, `${answer.status()}`);
    } catch (why) {
      const step = [verb, ...said.map((word) => word?.name ?? word)].join(" ");
      throw new Error(`at ${page.url()}, step ${step}: ${why.message.split("\n")[0]}`);
    }
  }
}

for (const javaScriptEnabled of [false, true]) {
  const mode = javaScriptEnabled ? "with script" : "without script";
  test(`sign in and out, ${mode}`, async () => {
    const context = await contexts.open(undefined, { ...looks.desk, javaScriptEnabled });
    try {
      const page = await context.newPage();
      await signIn(page, person("analyst"));
      await page.getByRole("button", { name: /sign out/i }).first().click();
      const answer = await page.goto(address("/threats/events"));
      assert.ok(answer.status() === 401 || page.url().includes("/sign-in"), "still signed in");
    } finally {
      await context.close();
    }
  });
  for (const journey of journeys) {
    test(`${journey.name}, ${mode}`, async () => {
      const context = await contexts.open(journey.as, { ...looks.desk, javaScriptEnabled });
      try {
        await walk(await context.newPage(), journey.steps, mode);
      } finally {
        await context.close();
      }
    });
  }
}
