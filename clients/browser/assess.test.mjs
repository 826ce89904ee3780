// Self-assessments in the browser, without JavaScript and with it: one is begun, filled in by two people, signed, looked at and shown to an
// authority; and an authority's record appears on the map of implementation.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Contexts, address, launch } from "./site.mjs";

let browser;
let contexts;

before(async () => {
  browser = await launch();
  contexts = new Contexts(browser);
});
after(() => browser?.close());

const main = (page) => page.getByRole("main");
const press = (page, words) => main(page).getByRole("button", { name: words }).first().click();
const sees = (page, words) => page.getByText(words).filter({ visible: true }).first().waitFor();
const here = (page) => new URL(page.url()).pathname;

/** Chooses a level for every item of the part that is open. */
async function chooses(page, level) {
  const groups = main(page).getByRole("group", { name: "Now" });
  const count = await groups.count();
  for (let n = 0; n < count; n += 1) await groups.nth(n).getByLabel(level, { exact: true }).check();
  return count;
}

for (const [mode, javaScriptEnabled, given, framework] of [
  ["without script", false, "pieter", /security objectives under nis1/i],
  ["with script", true, "tomas", /security objectives under nis1/i],
]) {
  test(`an organisation assesses itself, signs and shows it, ${mode}`, async () => {
    const context = await contexts.open(given, { javaScriptEnabled });
    const page = await context.newPage();
    try {
      await page.goto(address("/surveys/assess/new"));
      const select = main(page).getByLabel("Framework");
      const value = await select.locator("option").filter({ hasText: framework }).first().getAttribute("value");
      await select.selectOption(value);
      await main(page).getByLabel("Title").fill(`Trial ${mode}`);
      await press(page, "Begin");
      await sees(page, "Begun.");
      // Four parts, each saved by itself.
      let items = 0;
      for (let part = 0; part < 4; part += 1) {
        items += await chooses(page, part === 1 ? "Not in place" : "Agreed");
        await press(page, part === 3 ? "Save and see the result" : "Save and go on");
        await sees(page, "Saved.");
      }
      assert.equal(items, 11);
      await sees(page, "11 of 11");
      const shape = page.locator("svg.radar polygon.radar-now");
      assert.equal(await shape.count(), 1, "the radar is drawn");
      await sees(page, "3 levels short");
      const assessment = here(page);
      await press(page, "Sign");
      await sees(page, "It stays as it is.");
      await page.goto(address(`${assessment}/edit`));
      await sees(page, "Begin a new one");
      await page.goto(address(`${assessment}/share`));
      await main(page).getByLabel("To whom").selectOption({ label: "Tervald Cyber Authority" });
      await press(page, "See who that is");
      await sees(page, "The people of one organisation will see it");
      await press(page, "Show it to them");
      await sees(page, "They see it from now on");
      const officer = await (await contexts.open("viktor", {})).newPage();
      await officer.goto(address("/surveys/assess"));
      await main(officer).getByRole("link", { name: `Trial ${mode}` }).first().click();
      await sees(officer, "Levels and aims only");
      await press(page, "Stop showing it");
      await sees(page, "They do not see it any more");
      assert.equal((await officer.reload()).status(), 404);
      await officer.context().close();
    } finally {
      await context.close();
    }
  });
}

test("an authority records its country, and everybody sees the gap", async () => {
  const officer = await (await contexts.open("viktor", { javaScriptEnabled: false })).newPage();
  await officer.goto(address("/surveys/implementation/record?framework=nis2-article-21:1&code=21.2.h&sector=health"));
  await main(officer).getByLabel("Planned", { exact: true }).check();
  await main(officer).getByLabel("What there is to say").fill("Keys of old devices cannot be changed.");
  await press(officer, "Record it");
  await sees(officer, "It is recorded");
  const reader = await (await contexts.open("tomas", {})).newPage();
  await reader.goto(address("/surveys/implementation?sector=health"));
  await sees(reader, "Tervald: Planned");
  const cell = main(reader).locator('a[href*="item=21.2.h"][href*="country=XT"]');
  assert.equal(await cell.first().innerText(), "Planned");
  await cell.first().click();
  await sees(reader, "Keys of old devices cannot be changed.");
  await officer.context().close();
  await reader.context().close();
});
