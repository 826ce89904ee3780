// Every kind of page, wide and light, narrow and dark: no barrier, no overflow, no complaint of the browser.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { found, pages, pathOf } from "./pages.mjs";
import { Contexts, address, barriers, complaints, launch, looks, overflow } from "./site.mjs";

let browser;
let contexts;
let things;

before(async () => {
  browser = await launch();
  contexts = new Contexts(browser);
  things = await found();
});
after(() => browser?.close());

for (const kind of pages) {
  for (const [name, look] of Object.entries(looks)) {
    test(`${kind.name} at the ${name}`, async () => {
      const context = await contexts.open(kind.as, look);
      try {
        const page = await context.newPage();
        const heard = complaints(page);
        const answer = await page.goto(address(pathOf(kind, things)));
        const status = kind.status ?? 200;
        assert.equal(answer.status(), status, "status");
        assert.deepEqual(await barriers(page), [], "barriers");
        assert.ok((await overflow(page)) <= 0, "the page is wider than the window");
        assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1, "one title");
        assert.deepEqual(heard.filter((line) => status === 200 || !line.includes(`${status}`)), [], "complaints");
      } finally {
        await context.close();
      }
    });
  }
}
