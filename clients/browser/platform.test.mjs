// The platform's own journeys: a search that must not betray, the line that leads anywhere, a saved view, a person erased, a job
// tried again.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Contexts, address, everybody, launch, looks } from "./site.mjs";

let browser;
let contexts;

before(async () => {
  browser = await launch();
  contexts = new Contexts(browser);
});
after(() => browser?.close());

const as = (name, look, story) => contexts.tell(name, look, story);

const scripted = { ...looks.desk, javaScriptEnabled: true };
const plain = { ...looks.desk, javaScriptEnabled: false };

test("a search betrays nothing: what one reader finds, another does not, and no facet tells", async () => {
  // Mira has drafts that Bruno may not see.
  const titles = [];
  await as("mira", plain, async (page) => {
    await page.goto(address("/threats/events?state=draft"));
    titles.push(...(await page.locator("a.row-link").allTextContents()));
  });
  assert.ok(titles.length > 0, "there is a draft");
  await as("bruno", plain, async (page) => {
    for (const title of titles.slice(0, 5)) {
      const seen = await page.goto(address("/threats/events?state=draft"));
      assert.equal(seen.status(), 200);
      const own = await page.locator("a.row-link").allTextContents();
      if (own.includes(title)) continue;
      await page.goto(address(`/search?${new URLSearchParams({ q: `"${title}"` })}`));
      const links = await page.locator("#main a[href^='/threats/events/']").allTextContents();
      assert.ok(!links.some((found) => found.trim() === title), title);
    }
  });
});

test("the line that leads anywhere, with the keyboard", () =>
  as("mira", scripted, async (page) => {
    await page.goto(address("/"));
    await page.keyboard.press("Control+k");
    const dialog = page.locator("dialog.go-dialog");
    await dialog.waitFor();
    await page.keyboard.type("agen");
    await dialog.locator("a.go-link[href='/desk/agenda']").waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await page.keyboard.press("Control+k");
    await page.keyboard.type("agen");
    await dialog.locator("a.go-link[href='/desk/agenda']").waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL((place) => place.pathname.startsWith("/desk/agenda"));
    // Whoever types faster than the list is drawn still comes where the letters lead.
    await page.goto(address("/"));
    await page.keyboard.press("Control+k");
    await dialog.waitFor();
    await page.keyboard.type("agen");
    await page.keyboard.press("Enter");
    await page.waitForURL((place) => place.pathname.startsWith("/desk/agenda"));
  }));

test("the line that leads anywhere, without a script", () =>
  as("mira", plain, async (page) => {
    await page.goto(address("/go"));
    await page.getByRole("main").getByLabel("Where to?").fill("circles");
    await page.getByRole("main").getByRole("button", { name: /apply|filter|show/i }).first().click();
    await page.getByRole("main").getByRole("link", { name: /trust circles/i }).first().click();
    await page.waitForURL((place) => place.pathname === "/members/circles");
  }));

for (const [mode, look] of [["without script", plain], ["with script", scripted]]) {
  test(`a view is saved and stands above its list, ${mode}`, () =>
    as("mira", look, async (page) => {
      const name = `Published, ${mode}`;
      await page.goto(address("/threats/events?state=published"));
      await page.locator("summary").filter({ hasText: "Save this view" }).click();
      await page.getByLabel("Name of the view").fill(name);
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await page.getByRole("link", { name }).first().waitFor();
      assert.equal(new URL(page.url()).search, "?state=published");
      await page.goto(address("/threats/events?view=all"));
      await page.getByRole("link", { name }).first().click();
      await page.waitForURL((place) => place.search === "?state=published");
      await page.goto(address("/members/me/views"));
      await page.getByRole("row").filter({ hasText: name }).getByRole("button", { name: "Remove" }).click();
      await page.getByText("The view was removed").first().waitFor();
    }));
}

test("a person is erased: name and address are gone, the ledger still verifies", async () => {
  // Somebody whom no other journey needs.
  const busy = ["mira", "bruno", "tomas", "pieter", "petra"];
  const who = everybody().findLast((one) => !busy.some((name) => one.email.startsWith(`${name}.`)));
  await as("petra", plain, async (page) => {
    await page.goto(address(`/members/platform/people?${new URLSearchParams({ q: who.email })}`));
    const name = (await page.locator("a.row-link").first().textContent()).trim();
    await page.locator("a.row-link").first().click();
    await page.getByRole("link", { name: /^erase/i }).click();
    await page.getByText("What is kept, and why").waitFor();
    await page.getByRole("button", { name: "Erase for ever" }).click();
    await page.getByText("What is kept stands under").first().waitFor();
    await page.goto(address(`/members/platform/people?${new URLSearchParams({ q: name })}`));
    await page.getByText("Nobody fits").waitFor();
  });
  await as(undefined, plain, async (page) => {
    await page.goto(address("/sign-in"));
    await page.getByLabel(/e-?mail/i).fill(who.email);
    await page.getByLabel(/^password/i).fill(who.password);
    await page.getByRole("main").getByRole("button", { name: /^sign in/i }).click();
    assert.ok(page.url().includes("/sign-in"), "the account is closed");
  });
});

test("the platform's administrator looks after jobs and the ledger, and sees no content", () =>
  as("petra", plain, async (page) => {
    await page.goto(address("/members/platform/ledger"));
    await page.getByRole("button", { name: "Verify the chain" }).click();
    for (let reload = 0; reload < 100; reload += 1) {
      if ((await page.getByText("sealed entries fit").count()) > 0) break;
      await page.waitForTimeout(200);
      await page.goto(address("/members/platform/ledger"));
    }
    await page.getByText("sealed entries fit").first().waitFor();
    const answer = await page.goto(address("/members/platform/jobs?state=done"));
    assert.equal(answer.status(), 200);
  }));
