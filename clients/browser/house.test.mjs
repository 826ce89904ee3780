// The house around every page: it stands still from page to page, leaves a title its room, keeps tables within reach of a phone, and
// gives back a form whose session has ended.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Contexts, address, launch, looks, person, signIn } from "./site.mjs";

let browser;
let contexts;

before(async () => {
  browser = await launch();
  contexts = new Contexts(browser);
});
after(() => browser?.close());

const as = (name, look, story) => contexts.tell(name, look, story);

const main = (page) => page.getByRole("main");
const box = (page, place) => page.locator(place).first().evaluate((one) => one.getBoundingClientRect().toJSON());

test("top, foot and the edge of the body stand where they stood on the page before", () =>
  as("mira", looks.desk, async (page) => {
    for (const width of [800, 1280, 1440, 1920]) {
      await page.setViewportSize({ width, height: 900 });
      const places = [];
      // A page with text, one with a wide table, one that is short.
      for (const path of ["/", "/threats/events", "/search"]) {
        await page.goto(address(path));
        const at = {};
        for (const part of [".brand", ".top .menu", ".foot-row", "h1"]) at[part] = (await box(page, part)).x;
        places.push(at);
      }
      assert.deepEqual(places, Array(3).fill(places[0]), `at ${width}`);
    }
  }));

test("many actions stand below a title sooner than they take its room", () =>
  as("mira", looks.desk, async (page) => {
    await page.goto(address("/threats/events"));
    await page.evaluate(() => {
      const [row, actions] = [document.querySelector(".head-row"), document.querySelector(".head-actions")];
      while (actions.children.length < 5) actions.append(actions.firstElementChild.cloneNode(true));
      row.querySelector("h1").textContent = "Attempts against remote access gateways of water utilities in both valleys";
    });
    for (const width of [820, 1000, 1180, 1280, 1600]) {
      await page.setViewportSize({ width, height: 900 });
      const [words, actions] = [await box(page, ".head-words"), await box(page, ".head-actions")];
      assert.ok(actions.y >= words.bottom || words.width >= 640, `${words.width} px are left at ${width}`);
    }
  }));

test("what a column of a table holds is chosen on a phone, with its first cells in sight", () =>
  as("mira", { ...looks.phone, javaScriptEnabled: false }, async (page) => {
    await page.goto(address("/threats/import?how=table"));
    const rows = "seen,indicator value,remark,source,confidence\n2026-11-02,198.51.100.78,twice at the gateway,honeypot,high\n";
    await main(page).getByLabel(/rows out of a spreadsheet/i).first().fill(rows);
    await main(page).getByRole("button", { name: /continue/i }).first().click();
    await main(page).getByLabel("confidence", { exact: true }).waitFor();
    const wide = page.locator("#cells").evaluate((one) => one.closest(".table-box").scrollWidth - one.closest(".table-box").clientWidth);
    assert.equal(await wide, 0, "nothing is cut");
    const select = await main(page).getByLabel("confidence", { exact: true }).boundingBox();
    assert.ok(select.width >= 150, "what is chosen can be read");
    for (const part of [page.getByText("twice at the gateway"), main(page).getByLabel("confidence", { exact: true })]) {
      const { x, width } = await part.boundingBox();
      assert.ok(x >= 0 && x + width <= looks.phone.viewport.width, `${x} and ${width} px`);
    }
  }));

test("a form whose session has ended is shown in words, and done after signing in without being filled in again", async () => {
  const context = await contexts.open("tomas", looks.desk);
  try {
    const page = await context.newPage();
    const title = "Ask for the list of spare valves";
    await page.goto(address("/desk/agenda/new"));
    await main(page).getByLabel("What is to be done").fill(title);
    await main(page).getByLabel("Day", { exact: true }).fill(new Date(Date.now() + 36 * 3_600_000).toISOString().slice(0, 10));
    await main(page).getByLabel("A day before").check();
    await context.clearCookies();
    await main(page).getByRole("button", { name: "Add it" }).click();
    await page.getByRole("heading", { name: "The session of this form has ended" }).waitFor();
    assert.equal(await main(page).getByLabel("What is to be done").inputValue(), title);
    assert.equal(await main(page).getByLabel("For", { exact: true }).inputValue(), "Myself");
    const reminders = main(page).getByLabel("Remind", { exact: true });
    assert.ok((await reminders.evaluateAll((all) => all.map((one) => one.value))).includes("A day before"));
    const other = await context.newPage();
    await signIn(other, person("tomas"));
    await main(page).getByRole("button", { name: "Send the form again" }).click();
    await main(page).getByRole("button", { name: "Send it now" }).click();
    await main(page).getByText("It is on the agenda").or(page.getByText(title)).first().waitFor();
    await page.goto(address("/desk/agenda?whose=mine"));
    await main(page).getByRole("link", { name: title }).first().waitFor();
  } finally {
    await context.close();
  }
});

for (const javaScriptEnabled of [true, false]) {
  test(`what a form kept unseen is not shown when its session has ended, ${javaScriptEnabled ? "with" : "without"} script`, async () => {
    const context = await contexts.open("mira", { ...looks.desk, javaScriptEnabled });
    try {
      const page = await context.newPage();
      await page.goto(address("/threats/events?state=published"));
      await page.locator("summary").filter({ hasText: "Save this view" }).click();
      await page.getByLabel("Name of the view").fill("What is out");
      await context.clearCookies();
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await page.getByRole("heading", { name: "The session of this form has ended" }).waitFor();
      const shown = await main(page).getByRole("textbox").evaluateAll((all) => all.map((one) => one.value));
      assert.deepEqual(shown, ["What is out"], "neither the list nor its filters");
    } finally {
      await context.close();
    }
  });
}
