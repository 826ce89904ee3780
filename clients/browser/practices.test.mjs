// Practices in the browser, without JavaScript and with it: something is reported, becomes a record, is published and adopted; and a
// question travels through a broker who names nobody.
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
const follow = (page, words) => main(page).getByRole("link", { name: words }).first().click();
const sees = (page, words) => page.getByText(words).filter({ visible: true }).first().waitFor();
const unfolds = (page, words) => main(page).locator("summary").filter({ hasText: words }).first().click();
const here = (page) => new URL(page.url()).pathname;

for (const [mode, javaScriptEnabled] of [
  ["without script", false],
  ["with script", true],
]) {
  const people = () => {
    const opened = [];
    const as = async (name) => {
      opened.push(await contexts.open(name, { ...looks.phone, javaScriptEnabled }));
      return opened.at(-1).newPage();
    };
    return { as, close: () => Promise.all(opened.map((context) => context.close())) };
  };

  test(`a report becomes a record that others adopt, ${mode}`, async () => {
    const { as, close } = people();
    const title = `Night lights in the pump house, ${mode}`;
    try {
      const [tomas, sofia, anna] = [await as("tomas"), await as("sofia"), await as("anna")];
      await tomas.goto(address("/practices/report"));
      await main(tomas).getByLabel("Quick win").check();
      await main(tomas).getByLabel("In one line").fill(title);
      await main(tomas).getByLabel("What happened, what helps").fill("A light that goes on when a door opens at night.");
      await press(tomas, "Send it");
      await sees(tomas, /Ostrel Development Agency has it/);
      await sofia.goto(address("/practices/inbox"));
      await follow(sofia, title);
      await unfolds(sofia, "Make it a record");
      await press(sofia, "As a record of theirs");
      const record = here(sofia);
      await tomas.goto(address("/practices/reports"));
      await sees(tomas, "Became a record");
      await tomas.goto(address(record));
      await follow(tomas, "Hand it over");
      await sees(tomas, /organisations will see this/);
      await press(tomas, "Hand it over");
      await sofia.goto(address(record));
      await press(sofia, "It is complete");
      await press(sofia, "I stand by it");
      await press(sofia, "Publish");
      await sees(sofia, "Published.");
      await anna.goto(address(record));
      await follow(anna, "We do the same");
      await main(anna).getByLabel("Done", { exact: true }).check();
      await press(anna, "Keep it");
      await sees(anna, "Say what came out: that is what others look for.");
      await main(anna).getByLabel("What came out").fill("Two doors found open in the first week.");
      await main(anna).getByLabel("Name us to everybody who sees the record").check();
      await press(anna, "Keep it");
      await tomas.goto(address(record));
      await sees(tomas, "Two doors found open in the first week.");
    } finally {
      await close();
    }
  });

  test(`a broker asks for somebody and names nobody, ${mode}`, async () => {
    const { as, close } = people();
    try {
      const [elise, sofia, tomas] = [await as("elise"), await as("sofia"), await as("tomas")];
      await elise.goto(address("/practices?q=door"));
      await main(elise).locator("a.row-link").filter({ hasText: "come in through one door" }).first().click();
      await elise.goto(address(`${here(elise)}/question`));
      await elise.locator("#f-text").fill(`Combien de temps ? ${mode}`);
      await elise.locator("#f-desk").selectOption({ label: "Ostrel Development Agency" });
      await main(elise).locator(".form-actions button").first().click();
      await elise.waitForURL(/practices\/reports\//);
      const asked = here(elise);
      await sofia.goto(address(asked));
      await sees(sofia, "Whoever asks is not to be named");
      await unfolds(sofia, "Ask somebody who has done it");
      await main(sofia).getByLabel("Whom").selectOption({ label: "Lower Ostrel Water" });
      await main(sofia).getByLabel("Your question, in your own words").fill("Hôpital du Pont-Vieux asks how long it took.");
      await press(sofia, "Ask them");
      await sees(sofia, "This names whoever asked, who has not agreed to that.");
      await main(sofia).getByLabel("Your question, in your own words").fill(`How long did it take? ${mode}`);
      await press(sofia, "Ask them");
      await sees(sofia, "The question is on its way.");
      await tomas.goto(address("/practices/inbox"));
      await follow(tomas, /^Question about/);
      await sees(tomas, `How long did it take? ${mode}`);
      assert.doesNotMatch(await main(tomas).innerText(), /Pont-Vieux|Fontanel/);
      await main(tomas).locator("textarea[name=answer]").first().fill("Ninety hours.");
      await press(tomas, "Send the answer");
      await sofia.goto(address(asked));
      await sees(sofia, "Ninety hours.");
      await press(sofia, "Send the answer");
      await elise.goto(address(asked));
      await sees(elise, "Ninety hours.");
    } finally {
      await close();
    }
  });
}
