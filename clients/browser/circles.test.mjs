// A hidden circle from its founding to its closing: a rule that refuses, an invitation, a suspension, and somebody who never
// learns of it. Without JavaScript and with it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Contexts, address, launch, looks } from "./site.mjs";

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
const unfold = (page, words) => page.locator("summary").filter({ hasText: words }).first().click();
const status = async (page, path) => (await page.goto(address(path))).status();

/** Invites an organisation from the circle's page. */
async function invite(page, circle, organisation) {
  await page.goto(address(`${circle}/invite`));
  await main(page).getByLabel("Organisation").selectOption({ label: organisation });
  await press(page, /^invite$/i);
}

for (const [mode, javaScriptEnabled] of [
  ["without script", false],
  ["with script", true],
]) {
  test(`the life of a hidden circle, ${mode}`, async () => {
    const opened = [];
    const as = async (name) => {
      opened.push(await contexts.open(name, { ...looks.desk, javaScriptEnabled }));
      return opened.at(-1).newPage();
    };
    try {
      const name = `Night Watch ${mode}`;
      const [mira, tomas, lea] = [await as("mira"), await as("tomas"), await as("lea")];
      await mira.goto(address("/members/circles/new"));
      await main(mira).getByLabel("Name").fill(name);
      await main(mira).getByLabel("Purpose").fill("Who watches at night, and whom to call.");
      await main(mira).getByLabel("TLP:AMBER", { exact: true }).check();
      await main(mira).getByLabel("Hidden").check();
      await press(mira, /found the circle/i);
      await sees(mira, "The circle is founded");
      const circle = new URL(mira.url()).pathname;

      await mira.goto(address(`${circle}/rules`));
      await main(mira).getByRole("link", { name: "Kinds of members" }).click();
      await main(mira).getByLabel("Essential or important entity").first().check();
      await press(mira, /put it in force/i);
      await sees(mira, `may be members of ${name}`);

      await invite(mira, circle, "Aldervane Pumps");
      await sees(mira, `${name} → Aldervane Pumps`);
      await invite(mira, circle, "Lower Ostrel Water");
      await sees(mira, "is invited");

      assert.equal(await status(tomas, circle), 404);
      await tomas.goto(address("/members/circles"));
      await sees(tomas, name);
      const card = tomas.locator(".card").filter({ hasText: name });
      await card.getByRole("button", { name: /accept and join/i }).click();
      await sees(tomas, "Your organisation has joined the circle.");
      await sees(tomas, "CSIRT Tervald");

      for (const path of ["/members/circles", `/search?q=${encodeURIComponent("Night Watch")}`]) {
        await lea.goto(address(path));
        assert.equal(await main(lea).getByText(name, { exact: true }).count(), 0, `${path} names the circle`);
      }
      assert.equal(await status(lea, circle), 404);

      await mira.goto(address(circle));
      await sees(mira, "Lower Ostrel Water");
      await press(mira, /^suspend$/i);
      await sees(mira, "sees nothing by this circle");
      assert.equal(await status(tomas, circle), 404);
      await press(mira, /let it count again/i);
      await sees(mira, "The membership counts again.");
      assert.equal(await status(tomas, circle), 200);

      await mira.goto(address(`${circle}/audit`));
      await sees(mira, `${name} → CSIRT Tervald`);
      await mira.goto(address(circle));
      await sees(mira, "was suspended.");
      await unfold(mira, "Close the circle");
      await mira.getByRole("button", { name: /^close the circle$/i }).filter({ visible: true }).last().click();
      await sees(mira, "The circle is closed.");
      assert.equal(await status(tomas, circle), 404);
    } finally {
      for (const context of opened) await context.close();
    }
  });
}
