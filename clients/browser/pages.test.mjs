// Every kind of page, wide and light, narrow and dark: no barrier, no overflow, no complaint of the browser.
//
// BELFRY_PAGES is a regular expression: then only the pages whose names it meets.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { found, pages, pathOf } from "./pages.mjs";
import { Contexts, address, barriers, complaints, launch, looks, overflow } from "./site.mjs";

const AT_ONCE = 3;
const WANTED = new RegExp(process.env.BELFRY_PAGES ?? "");
let browser;
let contexts;
let things;

before(async () => {
  browser = await launch();
  contexts = new Contexts(browser);
  things = await found(browser);
});
after(() => browser?.close());

/** What is wrong with the open page, in one look. */
async function faults(page, name, { viewport, colorScheme }, again) {
  await page.setViewportSize(viewport);
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  const list = await barriers(page, again);
  const wider = await overflow(page);
  if (wider > 0) list.push(`${wider} px wider than the window`);
  return list.map((fault) => `${name}: ${fault}`);
}

/** Opens a page, sends its form if it has one, and looks at it. */
async function look(kind) {
  const context = await contexts.open(kind.as, looks.desk);
  try {
    const page = await context.newPage();
    const heard = complaints(page);
    let status;
    page.on("response", (answer) => {
      if (answer.request().isNavigationRequest()) status = answer.status();
    });
    await page.goto(address(pathOf(kind, things)));
    if (kind.then) await kind.then(page, things);
    const wanted = kind.status ?? 200;
    assert.equal(status, wanted, "status");
    assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1, "one title");
    const list = [];
    for (const [n, [name, way]] of Object.entries(looks).entries()) list.push(...(await faults(page, name, way, n > 0)));
    list.push(...heard.filter((line) => wanted === 200 || !line.includes(`${wanted}`)));
    assert.deepEqual(list, []);
  } finally {
    await context.close();
  }
}

test("pages", { concurrency: AT_ONCE }, async (all) => {
  await Promise.all(pages.filter(({ name }) => WANTED.test(name)).map((kind) => all.test(kind.name, () => look(kind))));
});
