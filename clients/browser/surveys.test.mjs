// Surveys in the browser, without JavaScript and with it: a form is written, asked, answered by an operator and closed; and an
// anonymous one.
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
const follow = (page, words) => page.getByRole("main").getByRole("link", { name: words }).first().click();
const sees = (page, words) => page.getByText(words).filter({ visible: true }).first().waitFor();
const here = (page) => new URL(page.url()).pathname;

/** Waits for a job: the page shows the words after some reloading. */
async function until(page, words) {
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await page.getByText(words).filter({ visible: true }).count()) > 0) return;
    await page.waitForTimeout(200);
    await page.reload().catch(() => {});
  }
  assert.fail(`never seen: ${words}`);
}

const inTwoWeeks = () => new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10);

/** Writes a form of two questions, the second asked by the first, and publishes it. */
async function writes(page, title) {
  await page.goto(address("/forms/new"));
  await main(page).getByLabel("Title").fill(title);
  await main(page).locator("summary").filter({ hasText: "Translated into" }).click();
  await main(page).getByLabel("French", { exact: true }).check();
  await press(page, "Begin");
  await sees(page, "Add its first question");
  const edit = here(page);
  await main(page).getByLabel("Question or heading").fill("Is there a night phone?");
  await main(page).getByLabel("Kind").selectOption({ label: "Yes or no" });
  await press(page, "Add");
  await main(page).getByLabel("An answer is due", { exact: true }).check();
  await press(page, "Save");
  await sees(page, "Kept.");
  await page.goto(address(edit));
  await main(page).getByLabel("Question or heading").fill("Who answers it?");
  await main(page).getByLabel("Kind").selectOption({ label: "Line of text" });
  await press(page, "Add");
  await main(page).getByLabel("Ask only if").fill("is_there_a_night_phone");
  await press(page, "Save");
  await sees(page, "Kept.");
  await page.goto(address(edit.replace(/\/edit$/, "")));
  await press(page, "Publish version");
  await sees(page, "Version 1 is published");
}

/** Asks it, of essential and important entities. */
async function asks(page, title, mode) {
  await follow(page, "Use in a survey");
  await main(page).getByLabel("Title").fill(title);
  await main(page).getByLabel(mode, { exact: true }).check();
  await main(page).getByLabel("Closes").fill(inTwoWeeks());
  await main(page).getByLabel("Essential or important entity").check();
  await press(page, "Keep the draft");
  await sees(page, /organisations will be asked/);
  const survey = here(page);
  await press(page, "Open the survey");
  await until(page, "Remind those who wait");
  return survey;
}

for (const [mode, javaScriptEnabled] of [
  ["without script", false],
  ["with script", true],
]) {
  test(`a form is written, asked and answered, ${mode}`, async () => {
    const opened = [];
    const as = async (name) => {
      opened.push(await contexts.open(name, { ...looks.desk, javaScriptEnabled }));
      return opened.at(-1).newPage();
    };
    try {
      const [viktor, tomas] = [await as("viktor"), await as("tomas")];
      await writes(viktor, `Night phones ${mode}`);
      const survey = await asks(viktor, `Night phones ${mode}`, "Confidential");
      await tomas.goto(address("/desk/agenda"));
      await sees(tomas, `Answer the survey “Night phones ${mode}”`);
      await tomas.goto(address(survey));
      await sees(tomas, "You are asked to answer");
      await follow(tomas, "Answer");
      await press(tomas, "Next");
      await sees(tomas, "Answer this question.");
      await main(tomas).getByLabel("Yes").check();
      if (javaScriptEnabled) await sees(tomas, /^Kept .*\d/);
      await press(tomas, "Next");
      await main(tomas).getByLabel("Who answers it?").fill("The officer on duty");
      await press(tomas, "Next");
      await sees(tomas, "The officer on duty");
      await press(tomas, "Sign and hand in");
      await sees(tomas, /Signed .* by Tomas Reylander/);
      await viktor.goto(address(survey));
      await press(viktor, "Close now");
      await sees(viktor, "The survey is closed.");
      await viktor.goto(address(`${survey}/results`));
      await sees(viktor, "Too few answered");
    } finally {
      for (const context of opened) await context.close();
    }
  });

  test(`an anonymous answer is handed in once and leaves no draft, ${mode}`, async () => {
    const opened = [];
    const as = async (name) => {
      opened.push(await contexts.open(name, { ...looks.desk, javaScriptEnabled }));
      return opened.at(-1).newPage();
    };
    try {
      const [viktor, anna] = [await as("viktor"), await as("anna")];
      await writes(viktor, `Honest word ${mode}`);
      const survey = await asks(viktor, `Honest word ${mode}`, "Anonymous");
      await anna.goto(address(`${survey}/answer`));
      await sees(anna, "Nobody learns which answers are yours");
      await main(anna).getByLabel("No").check();
      await press(anna, "Next");
      await press(anna, "Hand in for good");
      await sees(anna, "nobody knows that it is yours");
      await anna.goto(address(`${survey}/answer`));
      await sees(anna, "This survey is not yours to answer");
      await viktor.goto(address(survey));
      await sees(viktor, "Who has answered is not to be known");
    } finally {
      for (const context of opened) await context.close();
    }
  });
}
