// The pages on which surveys are answered, as assistive technology hears them: their trees of roles and names are kept beside this
// file and compared. `BELFRY_WRITE_TREES=1` writes them anew.
import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { Contexts, address, launch, looks } from "./site.mjs";
import { surveys } from "./pages.mjs";

const TREES = new URL("trees/", import.meta.url);

let browser;
let contexts;
let found;

before(async () => {
  browser = await launch();
  contexts = new Contexts(browser);
  found = await surveys(browser);
});
after(() => browser?.close());

/**
 * The tree of what is in the page, without what differs from one run to the next: days, addresses, and what somebody has
 * answered with the question that hangs on it.
 */
async function tree(page) {
  const said = await page.getByRole("main").ariaSnapshot();
  return `# tidy: table\n${said
    .replaceAll(/\/(surveys|forms)\/[\w/?=&:.-]+/g, "/$1/…")
    .replaceAll(" [checked]", "")
    .replaceAll(/\n[^\n]*What stands in the way of training the board[^\n]*/g, "")
    .replaceAll(/\d{1,2} [A-Z][a-z]+ \d{4}(, \d{2}:\d{2})?/g, "DAY")}\n`;
}

async function isAsKept(page, name) {
  const file = new URL(`${name}.yml`, TREES);
  const now = await tree(page);
  if (process.env.BELFRY_WRITE_TREES) {
    await mkdir(TREES, { recursive: true });
    await writeFile(file, now);
  }
  assert.equal(now, await readFile(file, "utf8"), name);
}

/** Goes from page to page as far as nothing has to be answered, and keeps each tree. */
async function pages(page, name, most) {
  for (let n = 1; n <= most; n += 1) {
    await isAsKept(page, `${name}-${n}`);
    const next = page.getByRole("main").getByRole("button", { name: "Next" });
    if ((await next.count()) === 0) return;
    await next.click();
    await page.waitForLoadState();
  }
}

for (const [mode, javaScriptEnabled] of [
  ["without script", false],
  ["with script", true],
]) {
  test(`an open link is answered by ear, ${mode}`, async () => {
    const context = await browser.newContext({ ...looks.desk, javaScriptEnabled });
    try {
      const page = await context.newPage();
      await page.goto(address(found.link));
      await pages(page, "link", 2);
    } finally {
      await context.close();
    }
  });

  test(`an operator's survey is answered by ear, ${mode}`, async () => {
    const context = await contexts.open("tomas", { ...looks.desk, javaScriptEnabled });
    try {
      const page = await context.newPage();
      await page.goto(address(`${found.survey}/answer`));
      await pages(page, "operator", 1);
    } finally {
      await context.close();
    }
  });
}
