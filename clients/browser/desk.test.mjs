// What is due, what the coordination says, and what is said and put beside a record: as people meet it, without scripts and with.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Contexts, address, complaints, launch, looks } from "./site.mjs";

const main = (page) => page.getByRole("main");
const press = async (page, words) => {
  const answer = page.waitForEvent("domcontentloaded");
  await main(page).getByRole("button", { name: words }).first().click();
  await answer;
};
const sees = (page, words) => main(page).getByText(words).first().waitFor();

for (const javaScriptEnabled of [false, true]) {
  const mode = javaScriptEnabled ? "with scripts" : "without scripts";
  describe(`the desk, ${mode}`, () => {
    let browser, contexts;
    const as = async (name) => {
      const context = await contexts.open(name, { ...looks.desk, javaScriptEnabled });
      const page = await context.newPage();
      return { page, wrong: complaints(page) };
    };
    before(async () => {
      browser = await launch();
      contexts = new Contexts(browser);
    });
    after(() => browser.close());

    test("something is put on the agenda, shown in a calendar, done; the link is revoked", async () => {
      const { page, wrong } = await as("tomas");
      const title = `Call the valve maker, ${mode}`;
      await page.goto(address("/desk/agenda/new"));
      await main(page).getByLabel("What is to be done").fill(title);
      const tomorrow = new Date(Date.now() + 36 * 3_600_000).toISOString().slice(0, 10);
      await main(page).getByLabel("Day", { exact: true }).fill(tomorrow);
      await main(page).getByLabel("These words may leave the platform").check();
      await press(page, "Add it");
      await sees(page, "It is on the agenda").catch(() => sees(page, title));
      await page.goto(address("/desk/calendar"));
      await main(page).getByLabel(/^For/).fill(`Phone, ${mode}`);
      await press(page, "Make the link");
      const link = await main(page).locator("code").first().innerText();
      const path = new URL(link.trim()).pathname;
      const feed = await fetch(address(path));
      assert.equal(feed.status, 200);
      assert.match(feed.headers.get("cache-control"), /no-store/);
      const text = (await feed.text()).replaceAll("\r\n ", "");
      assert.ok(text.startsWith("BEGIN:VCALENDAR") && text.includes(title.replace(",", "\\,")), text);
      await page.goto(address("/desk/calendar"));
      await press(page, "Revoke");
      assert.equal((await fetch(address(path))).status, 404);
      await page.goto(address("/desk/agenda?whose=mine"));
      await main(page).getByRole("link", { name: title }).click();
      await press(page, "Mark as done");
      await sees(page, "Done");
      assert.deepEqual(wrong, []);
    });

    test("an announcement is previewed, published, read on the day and ended", async () => {
      const title = `Doors closed on Friday, ${mode}`;
      const writer = await as("petra");
      await writer.page.goto(address("/desk/announcements/new"));
      await main(writer.page).getByLabel("To", { exact: true }).selectOption({ label: "The whole community" });
      await main(writer.page).getByLabel("Title").fill(title);
      await main(writer.page).getByLabel("Text").fill("Use the **south** entrance.");
      await press(writer.page, "Preview who gets it");
      await sees(writer.page, /organisations get it/);
      await press(writer.page, "Publish");
      const place = writer.page.url();
      const reader = await as("tomas");
      await reader.page.goto(address("/"));
      await main(reader.page).getByRole("link", { name: title }).first().click();
      await press(reader.page, "I have read it");
      await writer.page.goto(place);
      await press(writer.page, "End it now");
      await sees(writer.page, "This announcement has ended");
      assert.deepEqual([...writer.wrong, ...reader.wrong], []);
    });

    test("somebody is named in a remark on an event, and a document gets a second version", async () => {
      const { page, wrong } = await as("mira");
      await page.goto(address("/threats/events?state=published"));
      await main(page).locator("a.row-link").first().click();
      const event = page.url();
      await main(page).getByLabel("Your remark").fill(`Have a look, @jonas.none and all, ${mode}`);
      await press(page, /^Send$/);
      await sees(page, new RegExp(`Have a look, @jonas.none and all, ${mode}`));
      await page.goto(event);
      await main(page).getByRole("link", { name: "Add a document" }).click();
      const text = (name, content) => ({ name, mimeType: "text/plain", buffer: Buffer.from(content) });
      await main(page).getByLabel("Title").fill(`Minutes, ${mode}`);
      await main(page).getByLabel("File", { exact: true }).setInputFiles(text("minutes.txt", "first"));
      await press(page, "Add it");
      await main(page).getByLabel("File", { exact: true }).setInputFiles(text("minutes.txt", "second"));
      await press(page, "Add this version");
      await sees(page, "Version 2");
      const file = (number) => page.request.get(`${page.url().split("#")[0]}/${number}`);
      assert.equal(await (await file(1)).text(), "first");
      assert.equal(await (await file(2)).text(), "second");
      assert.match((await file(2)).headers()["content-disposition"], /^attachment/);
      assert.deepEqual(wrong, []);
    });
  });
}
