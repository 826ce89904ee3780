// A survey by an open link in the browser, without JavaScript and with it: a student answers on a small telephone, in another language.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { surveys } from "./pages.mjs";
import { Contexts, address, barriers, launch, overflow } from "./site.mjs";

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

for (const [mode, javaScriptEnabled] of [
  ["without script", false],
  ["with script", true],
]) {
  test(`a student answers by a link, without an account, ${mode}`, async () => {
    const { link } = await surveys(browser);
    const context = await contexts.open(null, { javaScriptEnabled, viewport: { width: 320, height: 640 } });
    try {
      const page = await context.newPage();
      await page.goto(address(link));
      await sees(page, "Nobody learns which answers are yours");
      assert.equal(await overflow(page), 0);
      await press(page, "Next");
      await sees(page, "Answer this question.");
      await main(page).getByLabel("Trade and administration").check();
      await press(page, "Next");
      await press(page, "Français");
      await sees(page, "Ce que vous faites");
      for (const question of [/^Vous connectez-vous/, /^Chacun de vos comptes/, /^Vos travaux/]) {
        await main(page).getByRole("group", { name: question }).getByLabel("Parfois").check();
      }
      await main(page).getByLabel("Oui").check();
      if (javaScriptEnabled) assert.deepEqual(await barriers(page), []);
      await press(page, "Suivant");
      await sees(page, "Commerce et administration");
      assert.equal(await overflow(page), 0);
      await press(page, "Envoyer définitivement");
      await sees(page, "Personne ne sait que c’est la vôtre.");
    } finally {
      await context.close();
    }
  });
}
