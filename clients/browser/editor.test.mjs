// The editor of an event: many attributes at once, with and without a script, also by a telephone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Contexts, address, barriers, launch, looks, overflow } from "./site.mjs";

let browser;
let contexts;

before(async () => {
  browser = await launch();
  contexts = new Contexts(browser);
});
after(() => browser?.close());

const main = (page) => page.getByRole("main");

async function press(page, words) {
  const answer = page.waitForEvent("domcontentloaded");
  await main(page).getByRole("button", { name: words }).first().click();
  await answer;
}

/** A draft with three addresses, open in the editor. */
async function draft(page, title) {
  await page.goto(address("/threats/events/new"));
  await main(page).getByLabel("Title").fill(title);
  await main(page).getByLabel("TLP").selectOption({ label: "TLP:AMBER" });
  await press(page, /create draft/i);
  await main(page).getByRole("link", { name: /add many/i }).click();
  await main(page).getByLabel(/^text/i).fill("1a.meter-hub.com, 2b.meter-hub.com and 3c.meter-hub.com");
  await press(page, /find indicators/i);
  await press(page, /add what is chosen/i);
  await main(page).getByText("3 attributes are added.").waitFor();
}

for (const [way, javaScriptEnabled, look] of [
  ["with a script", true, looks.desk],
  ["without one, on a phone", false, looks.phone],
]) {
  test(`many attributes get a tag, leave detection and are taken back, ${way}`, async () => {
    const context = await contexts.open("mira", { ...look, javaScriptEnabled });
    try {
      const page = await context.newPage();
      await draft(page, `Portals of the meter hub, ${way}`);
      const boxes = main(page).locator("tbody [name=take]");
      if (javaScriptEnabled) {
        await main(page).getByLabel("Choose all of this page").check();
        assert.equal(await main(page).locator("tbody [name=take]:checked").count(), 3);
        await boxes.nth(2).uncheck();
        assert.deepEqual(await barriers(page), []);
      } else {
        await boxes.nth(0).check();
        await boxes.nth(1).check();
        assert.equal(await overflow(page), 0);
      }
      await main(page).getByLabel("Tag for those chosen").fill("kill-chain:delivery");
      await press(page, "Add the tag");
      await main(page).getByText("The tag is on 2 attributes.").waitFor();
      assert.equal(await main(page).locator("tbody .tag").count(), 2);
      await boxes.nth(0).check();
      await press(page, "Not for detection");
      await main(page).getByText("One attribute is not for detection.").waitFor();
      await boxes.nth(0).check();
      await boxes.nth(1).check();
      await press(page, "Take back");
      await main(page).getByText("2 attributes are taken back.").waitFor();
      assert.equal(await boxes.count(), 1);
    } finally {
      await context.close();
    }
  });
}
