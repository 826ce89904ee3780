// Incidents in the browser, on a telephone without JavaScript and with it: from two in the morning to the final report, with review and
// revision; a trust service's twenty-four hours; what goes on and is told of.
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

  /** Three answers, one button; the receipt. */
  const warns = async (page, what, more = async () => {}) => {
    await page.goto(address("/warn"));
    await main(page).getByLabel(/What is happening/).fill(what);
    await main(page).getByRole("group", { name: /malicious act/ }).getByLabel("Yes", { exact: true }).check();
    await main(page).getByRole("group", { name: /across borders/ }).getByLabel("Not known yet").check();
    await more(page);
    await press(page, "Send the early warning");
    await sees(page, "Early warning sent");
    await sees(page, /Tervald Cyber Authority/);
  };

  /** What the law asks within 72 hours. */
  const notifies = async (page, impact) => {
    await main(page).getByLabel(/High: a service is down/).check();
    await main(page).getByLabel(/What impact does it have/).fill(impact);
    await press(page, /^Send to/);
  };

  test(`from two in the morning to the final report, ${mode}`, async () => {
    const { as, close } = people();
    try {
      const [tomas, viktor] = [await as("tomas"), await as("viktor")];
      await tomas.goto(address("/"));
      await follow(tomas, "Early warning");
      const what = `The filters of the lower plant stand still, ${mode}.`;
      await warns(tomas, what);
      const hash = await main(tomas).getByText(/^[0-9a-f]{64}$/).first().textContent();
      assert.match(hash, /^[0-9a-f]{64}$/);
      await follow(tomas, "Open the notification");
      const notification = here(tomas);

      await viktor.goto(address("/incidents/inbox"));
      await sees(viktor, "Lower Ostrel Water");
      await viktor.goto(address(notification));
      await sees(viktor, what);
      await press(viktor, "I take it");
      await main(viktor).getByLabel("Answer", { exact: true }).fill(`Call the CSIRT, ${mode}.`);
      await press(viktor, "Send the answer");
      await sees(viktor, "Answered.");

      await tomas.goto(address(`${notification}/steps/notification`));
      await press(tomas, "Keep for later");
      await sees(tomas, /^Kept /);
      await notifies(tomas, "");
      await main(tomas).getByRole("alert").getByRole("link").first().waitFor();
      await notifies(tomas, "Two villages drink from bottles.");
      await sees(tomas, /What you sent never changes/);

      await viktor.goto(address(notification));
      await sees(viktor, "Two villages drink from bottles.");
      await unfolds(viktor, /^Review/);
      await main(viktor).getByLabel("Ask for a revision").check();
      await main(viktor).getByLabel(/What you say to the entity/).fill("How many people?");
      await press(viktor, "Say so");
      await sees(viktor, "The entity is told.");

      await tomas.goto(address(notification));
      await sees(tomas, "How many people?");
      await tomas.goto(address(`${notification}/steps/notification`));
      await main(tomas).getByLabel(/How many users/).fill("5200");
      await press(tomas, /^Send to/);
      await viktor.goto(address(notification));
      await follow(viktor, "Version 2");
      await sees(viktor, "One answer differs from the version before.");
      await sees(viktor, "5200");

      await tomas.goto(address(`${notification}/steps/final`));
      await main(tomas).getByLabel("Malicious action").check();
      await main(tomas).getByLabel(/Threat or root cause/).fill("A shared password.");
      await main(tomas).getByLabel(/Measures that were taken/).fill("It is gone.");
      await main(tomas).getByRole("group", { name: /across borders/ }).getByLabel("No", { exact: true }).check();
      await press(tomas, /^Send to/);
      await viktor.goto(address(notification));
      await unfolds(viktor, /^Review Final report/);
      await press(viktor, "Say so");
      await sees(viktor, "Accepted");
    } finally {
      await close();
    }
  });

  test(`a trust service has twenty-four hours, ${mode}`, async () => {
    const { as, close } = people();
    try {
      const tomas = await as("tomas");
      await warns(tomas, `Signatures cannot be checked, ${mode}.`, async (page) => {
        await unfolds(page, "More, if you like");
        await main(page).getByLabel("A trust service is hit").check();
      });
      const due = await main(tomas).getByText(/^Incident notification, due/).first().textContent();
      const tomorrow = new Date(Date.now() + 24 * 3600 * 1000).getUTCDate();
      assert.match(due, new RegExp(`due (${tomorrow}|${tomorrow + 1}|1) `));
    } finally {
      await close();
    }
  });

  test(`what goes on is told of, ${mode}`, async () => {
    const { as, close } = people();
    try {
      const [tomas, mira] = [await as("tomas"), await as("mira")];
      await warns(tomas, `Telemetry is blind, ${mode}.`);
      await follow(tomas, "Open the notification");
      const notification = here(tomas);
      await tomas.goto(address(`${notification}/steps/notification`));
      await notifies(tomas, "Nobody is without water.");
      await tomas.goto(address(`${notification}/steps/progress`));
      await main(tomas).getByLabel("How do things stand?").fill("Half of the meters answer again.");
      await press(tomas, /^Send to/);
      await mira.goto(address(notification));
      await sees(mira, "Half of the meters answer again.");
      await sees(mira, "Not yet");
    } finally {
      await close();
    }
  });
}
