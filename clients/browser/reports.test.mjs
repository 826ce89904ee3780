// A report in the browser, without JavaScript and with it: begun, given a figure and words, sent in by one, approved and published
// by another, read by a member, taken along as PDF.
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

/** Begins a volume, with who answered and a sentence of its own. */
async function writes(page, title) {
  await page.goto(address("/insight"));
  await follow(page, "New report");
  await main(page).getByLabel("Title").fill(title);
  await main(page).getByLabel("Series").fill("Trial runs");
  await main(page).getByLabel("Volume").fill("1");
  await press(page, "Begin the draft");
  await sees(page, "Add its sections");
  const report = page.url();
  await main(page).getByLabel("Ready-made").selectOption({ label: "Where the measures stand (by question)" });
  await press(page, "Add it");
  await main(page).getByLabel("Text, English").fill("Suppliers are **hardest**.");
  await press(page, "Save the section");
  await sees(page, "The section is saved");
  await sees(page, "Maturity, by question");
  return report;
}

for (const [mode, javaScriptEnabled] of [
  ["without script", false],
  ["with script", true],
]) {
  test(`a report is written, approved, published and read, ${mode}`, async () => {
    const opened = [];
    const as = async (name) => {
      opened.push(await contexts.open(name, { ...looks.desk, javaScriptEnabled }));
      return opened.at(-1).newPage();
    };
    try {
      const [ines, viktor, tomas] = [await as("ines"), await as("viktor"), await as("tomas")];
      const title = `What we learned ${mode}`;
      const report = await writes(ines, title);
      assert.equal((await tomas.goto(report)).status(), 404);
      await ines.goto(report);
      await press(ines, "Send it in");
      await sees(ines, "somebody else approves it");
      await viktor.goto(report);
      await press(viktor, "Approve");
      await follow(viktor, "Look who will see it");
      await sees(viktor, /organisations will see it/);
      await press(viktor, "Publish");
      await sees(viktor, "The report is published");
      await tomas.goto(report);
      await sees(tomas, "Suppliers are");
      const pdf = await tomas.request.get(`${report.split("#")[0]}/pdf`);
      assert.equal(pdf.headers()["content-type"], "application/pdf");
      assert.ok((await pdf.body()).subarray(0, 5).equals(Buffer.from("%PDF-")));
      await follow(tomas, "Compute again");
      await sees(tomas, "still gives the same");
    } finally {
      await Promise.all(opened.map((context) => context.close()));
    }
  });
}
