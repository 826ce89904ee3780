// What is due in one's own calendar, a job that its administrator stops and tries again, an announcement that one circle gets.
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
const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

for (const javaScriptEnabled of [false, true]) {
  const mode = javaScriptEnabled ? "with scripts" : "without scripts";
  describe(`work that waits, ${mode}`, () => {
    let browser, contexts;
    const as = async (name) => {
      const context = await contexts.open(name, { ...looks.desk, javaScriptEnabled });
      const page = await context.newPage();
      return { page, wrong: complaints(page) };
    };
    const announce = async (page, to, title, starts = "") => {
      await page.goto(address("/desk/announcements/new"));
      await main(page).getByLabel("To", { exact: true }).selectOption({ label: to });
      await main(page).getByLabel("Title").fill(title);
      await main(page).getByLabel("Text").fill("In the **small** room.");
      if (starts) await main(page).getByLabel("From").fill(starts);
      await press(page, "Preview who gets it");
      await sees(page, /organisations? gets? it/);
      await press(page, "Publish");
    };
    before(async () => {
      browser = await launch();
      contexts = new Contexts(browser);
    });
    after(() => browser.close());

    test("what is put on the agenda is a row of its file, and stands in the calendar until it is done", async () => {
      const { page, wrong } = await as("tomas");
      const title = `Oil the gates, ${mode}`;
      await page.goto(address("/desk/calendar"));
      await main(page).getByLabel(/^For/).fill(`Tablet, ${mode}`);
      await press(page, "Make the link");
      const feed = new URL((await main(page).locator("code").first().innerText()).trim()).pathname;
      const shown = async () => (await (await fetch(address(feed))).text()).replaceAll("\r\n ", "").includes(title.replace(",", "\\,"));
      assert.equal(await shown(), false);
      await page.goto(address("/desk/agenda/new"));
      await main(page).getByLabel("What is to be done").fill(title);
      await main(page).getByLabel("Day", { exact: true }).fill(day(3));
      await main(page).getByLabel("These words may leave the platform").check();
      await press(page, "Add it");
      assert.equal(await shown(), true);
      const file = await (await page.request.get(address("/desk/agenda.csv?whose=mine"))).text();
      assert.ok(file.includes(title), file);
      await page.goto(address("/desk/agenda?whose=mine"));
      await main(page).getByRole("link", { name: title }).first().click();
      await press(page, "Mark as done");
      assert.equal(await shown(), false);
      assert.deepEqual(wrong, []);
    });

    test("a job that waits is cancelled by the administrator, and tried again", async () => {
      const { page, wrong } = await as("petra");
      await announce(page, "The whole community", `Open day, ${mode}`, day(20));
      const jobs = async (state) => {
        await page.goto(address(`/members/platform/jobs?state=${state}`));
        return main(page).getByRole("row").filter({ hasText: "desk.tell-announcement" });
      };
      const id = await (await jobs("waiting")).first().locator(".sub span").first().innerText();
      const row = async (state) => (await jobs(state)).filter({ hasText: id });
      await (await row("waiting")).getByRole("button", { name: "Cancel" }).click();
      await page.getByText("The job was cancelled").first().waitFor();
      await (await row("cancelled")).getByRole("button", { name: "Try again" }).click();
      await page.getByText("The job waits for its next try").first().waitFor();
      // Its announcement begins later: another job waits for that hour.
      for (let reload = 0; reload < 100 && (await (await row("done")).count()) === 0; reload += 1) await page.waitForTimeout(100);
      assert.equal(await (await row("done")).count(), 1);
      assert.ok((await (await jobs("waiting")).count()) > 0);
      assert.deepEqual(wrong, []);
    });

    test("an announcement to a circle is read there, and unknown elsewhere", async () => {
      const writer = await as("sofia");
      const title = `Bring your own cup, ${mode}`;
      await announce(writer.page, "Trust circle Ostrel Water and Energy Circle", title);
      const place = writer.page.url();
      const member = await as("tomas");
      const stranger = await as("bruno");
      assert.equal((await member.page.goto(place)).status(), 200);
      assert.equal((await stranger.page.goto(place)).status(), 404);
      await sees(member.page, title);
      assert.deepEqual([...writer.wrong, ...member.wrong], []);
    });
  });
}
